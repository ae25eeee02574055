using Ketrew.Expander.Hosting;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Expansion;

/// <summary>What the plugin host asks back while it works through a batch.</summary>
/// <param name="pending">In the order of the queries.</param>
/// <param name="answer">Knows the world, as far as a plugin may.</param>
/// <param name="report">Takes what a plugin names that it shouldn't.</param>
internal sealed class PendingBatch(
    PendingExpansion[] pending, Func<DeclaredPlugin, Question, Answer> answer, Action<DeclaredPlugin, IReadOnlyList<AssemblyFinding>> report) : IExpansionObserver
{
    public void Find(HostedPlugin plugin, IReadOnlyList<AssemblyFinding> findings) =>
        report(pending.First(expansion => expansion.ToQuery().Plugin.Key == plugin.Key).Plugin, findings);

    public void Begin(int query) => pending[query].Restart();

    public Answer Answer(int query, Question question, string pluginLine) => pending[query].Answer(question, pluginLine, answer);

    public void End(int query, ExpansionOutcome outcome) => pending[query].Outcome = outcome;
}
