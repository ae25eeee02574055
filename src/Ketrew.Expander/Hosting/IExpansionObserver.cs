using Ketrew.Sdk.Observations;

namespace Ketrew.Expander.Hosting;

/// <summary>Answers questions, records them, and takes results, on the thread that expands. A query is named by its index.</summary>
internal interface IExpansionObserver
{
    /// <summary>A query begins. A second time after a crash of the host: what it asked before is void.</summary>
    void Begin(int query);

    /// <summary>The query that began last wants to know something. The time this takes isn't the plugin's.</summary>
    Answer Answer(int query, Question question, string pluginLine);

    /// <summary>A query has its outcome: called once for each, also for those that couldn't begin.</summary>
    void End(int query, ExpansionOutcome outcome);
}
