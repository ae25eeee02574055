using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Kubernetes;

/// <summary>What a cluster says of a pod.</summary>
/// <param name="Name">Which.</param>
/// <param name="Detail">For people: <c>Running on node-3</c>, <c>Pending: Unschedulable: 0/3 nodes are available</c>.</param>
internal sealed record PodReport(string Name, string Detail)
{
    /// <summary>How it ended; null while it hasn't.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>True until its steps begin.</summary>
    public bool IsWaiting { get; init; }

    /// <summary>When its steps began; null when they haven't.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>Why its container can't be made, or its image not fetched; null when nothing is known against it.</summary>
    public string? Trouble { get; init; }

    /// <summary>True when waiting can't mend the trouble.</summary>
    public bool IsHopeless { get; init; }

    /// <summary>True when its node doesn't answer: nobody knows what it does.</summary>
    public bool IsOutOfSight { get; init; }

    /// <summary>When the cluster was to be done with deleting it; null when it isn't being deleted.</summary>
    public DateTimeOffset? DeletedBy { get; init; }

    /// <summary>What keeps it from being deleted.</summary>
    public IReadOnlyList<string> Finalizers { get; init; } = [];

    /// <summary>What will have become of it when it is gone before anybody saw how it ended.</summary>
    public Verdict? Fate { get; init; }

    /// <summary>The number of its run, its target and its number; null for a pod that isn't ours.</summary>
    public (int Run, string Target, int Number)? Attempt { get; init; }

    /// <summary>The root of the project that it is of.</summary>
    public string ProjectDirectory { get; init; } = "";
}
