using Ketrew.Sdk;

namespace Ketrew.Backends.Hosts;

/// <summary>What a host is asked to do in one round trip.</summary>
internal sealed record HostRequest
{
    /// <summary>Written first, in order; their directories are made. One that can't be written makes the request fail, unrecoverably.</summary>
    public ValueList<HostFile> Files { get; init; }

    /// <summary>Texts for POSIX sh, each run in a shell of its own that reads nothing, in <c>/</c>.</summary>
    public ValueList<string> Commands { get; init; }

    /// <summary>How long all of it may take; a host that takes longer counts as out of reach. Null: as long as its address says, or else a minute.</summary>
    public TimeSpan? Timeout { get; init; }
}
