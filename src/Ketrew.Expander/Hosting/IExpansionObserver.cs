using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Hosting;

/// <summary>Answers questions, records them, and takes results, on the thread that expands. A query is named by its index.</summary>
internal interface IExpansionObserver
{
    /// <summary>A plugin is loaded, and names what a stanza shouldn't use. Called at most once for each process.</summary>
    void Find(HostedPlugin plugin, IReadOnlyList<AssemblyFinding> findings);

    /// <summary>A query begins. A second time after a crash of the host: what it asked before is void.</summary>
    void Begin(int query);

    /// <summary>The query that began last wants to know something. The time this takes isn't the plugin's.</summary>
    Answer Answer(int query, Question question, string pluginLine);

    /// <summary>A query has its outcome: called once for each, also for those that couldn't begin.</summary>
    void End(int query, ExpansionOutcome outcome);
}
