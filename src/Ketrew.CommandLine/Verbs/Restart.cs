using Ketrew.Engine.Automaton;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Verbs;

/// <summary>Which targets run again.</summary>
/// <param name="graph">Of the workflow as it is now.</param>
internal sealed class Restart(TargetGraph graph)
{
    /// <summary>Targets with everything that needs them, as far as it ever ran or would be run by default. All of them run, though they are done.</summary>
    /// <param name="roots">Indexes of the targets.</param>
    /// <param name="store">Knows what ever ran.</param>
    public RunChoice Of(IEnumerable<int> roots, StateStore store)
    {
        HashSet<TargetId> ran = [.. store.Queries.Statuses().Select(status => status.Target)];
        Selection byDefault = Select([]);
        HashSet<int> again = [.. roots];
        Stack<int> open = new(again);
        while (open.TryPop(out int target))
        {
            foreach (int dependent in graph.Dependents(target))
            {
                if ((byDefault.Contains(dependent) || ran.Contains(graph[dependent].Id)) && again.Add(dependent))
                {
                    open.Push(dependent);
                }
            }
        }

        ValueList<TargetId> ids = [.. again.Order().Select(target => graph[target].Id)];
        return new RunChoice(Select(ids), ids);
    }

    /// <summary>What did not succeed in the last run: failed, killed, blocked, or never had its turn. What is done stays done.</summary>
    /// <param name="store">Knows how the last run went; no engine is at work.</param>
    /// <returns>Null when there is nothing.</returns>
    public RunChoice? OfFailed(StateStore store)
    {
        int last = store.Queries.Runs(1) is [var run, ..] ? run.Run : 0;
        ValueList<TargetId> ids =
        [
            .. store.Queries.Statuses()
                .Where(status => status.Run == last && status.State is { IsSuccess: false } and not TargetState.Detached && graph.TryFind(status.Target, out _))
                .Select(status => status.Target),
        ];
        return ids.IsEmpty ? null : new RunChoice(Select(ids), []);
    }

    // Every id is one of the graph's.
    private Selection Select(ValueList<TargetId> ids) =>
        graph.TrySelect(ids.Select(id => id.Value), out Selection? selection, out _) ? selection : throw new System.Diagnostics.UnreachableException();
}
