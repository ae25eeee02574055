namespace Ketrew.Expander.Hosting;

/// <summary>Queries that are expanded together, across as many host processes as it takes.</summary>
/// <param name="queries">In the order in which they are expanded.</param>
/// <param name="observer">Hears of each.</param>
internal sealed class ExpansionBatch(IReadOnlyList<StanzaQuery> queries, IExpansionObserver observer) : IHostBatch
{
    private readonly bool[] _hasEnded = new bool[queries.Count];
    private readonly Dictionary<object, int> _crashes = [];
    private object? _suspect;
    private int _ended;

    /// <inheritdoc/>
    public bool IsComplete => _ended == queries.Count;

    /// <inheritdoc/>
    public bool RunsPlugins => true;

    public IExpansionObserver Observer => observer;

    /// <summary>The queries without outcome.</summary>
    public int[] Pending => [.. Enumerable.Range(0, queries.Count).Where(query => !_hasEnded[query])];

    public StanzaQuery this[int query] => queries[query];

    /// <summary>From now on it is this query's fault when the host is lost.</summary>
    public void Suspect(int query) => _suspect = query;

    /// <summary>From now on it is this plugin's fault when the host is lost.</summary>
    public void Suspect(HostedPlugin plugin) => _suspect = plugin.Key;

    /// <inheritdoc/>
    public void Run(HostSession session) => session.Run(this);

    /// <inheritdoc/>
    public bool CountCrash() => _suspect is { } suspect && (_crashes[suspect] = _crashes.GetValueOrDefault(suspect) + 1) > 1;

    public void End(int query, ExpansionOutcome outcome)
    {
        _hasEnded[query] = true;
        _ended++;
        observer.End(query, outcome);
    }

    /// <summary>Ends the suspect: a query, or all that are left of a plugin.</summary>
    public void EndSuspect(ExpansionOutcome outcome)
    {
        int[] suspected = _suspect is int query ? [query] : [.. Pending.Where(pending => queries[pending].Plugin.Key.Equals(_suspect))];
        foreach (int one in suspected)
        {
            End(one, outcome);
        }
    }
}
