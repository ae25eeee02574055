using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.Engine.Checking;

/// <summary>Targets that write what unfinished attempts of others may still be writing: such an attempt must be over before its heir begins.</summary>
internal sealed class OutputHeirs
{
    private readonly Dictionary<int, List<UnfinishedAttempt>> _rivals = [];
    private readonly HashSet<UnfinishedAttempt> _inherited = [];

    /// <summary>The heirs.</summary>
    public IEnumerable<int> Targets => _rivals.Keys;

    /// <summary>Compares what attempts write with what the targets of a plan write: the same file, or one in the other's directory.</summary>
    /// <param name="graph">The plan.</param>
    /// <param name="attempts">Unfinished ones, of targets that it may not have.</param>
    /// <param name="store">Knows what attempts of old databases write.</param>
    public static OutputHeirs Find(TargetGraph graph, IEnumerable<UnfinishedAttempt> attempts, StateStore store)
    {
        OutputHeirs heirs = new();
        ILookup<string, UnfinishedAttempt> writers = attempts
            .SelectMany(attempt => store.OutputsOf(attempt).Select(output => (Output: output, Attempt: attempt)))
            .ToLookup(written => written.Output.Value, written => written.Attempt, StringComparer.Ordinal);
        if (writers.Count > 0)
        {
            heirs.AddThoseAbove(graph, writers);
            heirs.AddThoseBelow(graph, writers);
        }

        return heirs;
    }

    /// <summary>The attempts that must be over before a target begins.</summary>
    public IEnumerable<UnfinishedAttempt> RivalsOf(int target) => _rivals.GetValueOrDefault(target) ?? [];

    /// <summary>True when an attempt writes what another target writes now.</summary>
    public bool IsInherited(UnfinishedAttempt attempt) => _inherited.Contains(attempt);

    /// <summary>Forgets an attempt that is over.</summary>
    public void Remove(UnfinishedAttempt attempt)
    {
        if (_inherited.Remove(attempt))
        {
            foreach (List<UnfinishedAttempt> rivals in _rivals.Values)
            {
                _ = rivals.Remove(attempt);
            }
        }
    }

    // The same file, or a directory that holds it.
    private void AddThoseAbove(TargetGraph graph, ILookup<string, UnfinishedAttempt> writers)
    {
        foreach (IGrouping<string, UnfinishedAttempt> written in writers)
        {
            if (graph.TryFindProducer(ProjectPath.Parse(written.Key), out int heir))
            {
                Add(graph, heir, written);
            }
        }
    }

    private void AddThoseBelow(TargetGraph graph, ILookup<string, UnfinishedAttempt> writers)
    {
        for (int target = 0; target < graph.Count; target++)
        {
            foreach (int file in graph.Outputs(target))
            {
                string path = graph.File(file).Value;
                for (int end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
                {
                    Add(graph, target, writers[path[..end]]);
                }
            }
        }
    }

    private void Add(TargetGraph graph, int heir, IEnumerable<UnfinishedAttempt> attempts)
    {
        foreach (UnfinishedAttempt attempt in attempts.Where(attempt => attempt.Target != graph[heir].Id))
        {
            if (!_rivals.TryGetValue(heir, out List<UnfinishedAttempt>? rivals))
            {
                _rivals[heir] = rivals = [];
            }

            if (!rivals.Contains(attempt))
            {
                rivals.Add(attempt);
                _ = _inherited.Add(attempt);
            }
        }
    }
}
