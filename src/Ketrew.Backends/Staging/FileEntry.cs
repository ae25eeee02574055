using Ketrew.Sdk;

namespace Ketrew.Backends.Staging;

/// <summary>What is at a path: all that both sides must agree on.</summary>
internal abstract record FileEntry
{
    private FileEntry()
    {
    }

    /// <summary>A regular file.</summary>
    /// <param name="Digest">Of its content.</param>
    /// <param name="IsExecutable">True when its owner may run it.</param>
    public sealed record File(Digest Digest, bool IsExecutable) : FileEntry;

    /// <summary>A symbolic link.</summary>
    /// <param name="Target">What it says, as the other side is to say it.</param>
    public sealed record Link(string Target) : FileEntry;

    /// <summary>A directory; what is in it has entries of its own.</summary>
    public sealed record Directory : FileEntry;
}
