using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Snapshots;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.Engine.Checking;

/// <summary>What is known about the targets of a graph: what they left behind last time, and what files hold.</summary>
internal sealed class ProjectFacts
{
    private readonly IReadOnlySet<int> _forced;
    private readonly IReadOnlySet<int> _settled;

    private ProjectFacts(TargetGraph graph, FileLedger ledger, RecordedSuccess?[] successes, IReadOnlySet<int> forced, IReadOnlySet<int> settled)
    {
        _forced = forced;
        _settled = settled;
        Graph = graph;
        Ledger = ledger;
        Successes = successes;
        Outcomes = new Digest[graph.Count];
        Calculator = new FingerprintCalculator(graph, ledger, Outcomes);
    }

    public TargetGraph Graph { get; }

    public FileLedger Ledger { get; }

    /// <summary>By target; null for those that never succeeded.</summary>
    public RecordedSuccess?[] Successes { get; }

    /// <summary>By target; set once a target is done.</summary>
    public Digest[] Outcomes { get; }

    public FingerprintCalculator Calculator { get; }

    public static ProjectFacts Load(TargetGraph graph, StateStore store, TimeProvider clock, IReadOnlySet<int> forced, PlanPart? part = null)
    {
        RecordedSuccess?[] successes = store.LoadSuccesses(graph);
        HashSet<int> settled = part is null ? [] : graph.Find(part.Settled);
        return new ProjectFacts(graph, new FileLedger(store.Project.Root, store.LoadFiles(graph), clock), successes, forced, settled);
    }

    /// <summary>True when it is known to be up to date without a look.</summary>
    public bool IsSettled(int target) => _settled.Contains(target);

    /// <summary>True when somebody asked for it to run again, whatever was done.</summary>
    public bool IsForced(int target) => _forced.Contains(target);

    /// <summary>True when no fingerprint can keep it from running. What has a condition is only looked at when that does not hold.</summary>
    public bool MustRun(int target) => Graph[target].Always || Graph[target].DoneWhen is not null || IsForced(target);
}
