using Ketrew.Sdk.Planning;

namespace Ketrew.Sdk.Backends;

/// <summary>What a backend finds where its attempts would run.</summary>
public sealed record BackendDescription
{
    /// <summary>Facts by name, in the order to show: <c>version</c>, <c>host</c>, <c>largest array</c>.</summary>
    public ValueList<NamedValue> Facts { get; init; }

    /// <summary>Partitions or queues with their limits; null when it has none.</summary>
    public DataTable? Queues { get; init; }

    /// <summary>What will make attempts fail, or is likely to: a partition that is not there, a directory that can't be written.</summary>
    public ValueList<string> Problems { get; init; }
}
