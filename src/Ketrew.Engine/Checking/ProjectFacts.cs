using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.Engine.Checking;

/// <summary>What is known about the targets of a graph: what they left behind last time, and what files hold.</summary>
internal sealed class ProjectFacts
{
    private ProjectFacts(TargetGraph graph, FileLedger ledger, RecordedSuccess?[] successes)
    {
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

    public static ProjectFacts Load(TargetGraph graph, StateStore store, TimeProvider clock)
    {
        RecordedSuccess?[] successes = store.LoadSuccesses(graph);
        return new ProjectFacts(graph, new FileLedger(store.Project.Root, store.LoadFiles(), clock), successes);
    }
}
