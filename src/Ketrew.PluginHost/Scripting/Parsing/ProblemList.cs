namespace Ketrew.PluginHost.Scripting.Parsing;

/// <summary>What is wrong with a text: each problem once, and no more than a person reads.</summary>
internal sealed class ProblemList
{
    private const int Most = 20;

    private readonly List<ScriptProblem> _problems = [];

    /// <summary>No further problem is taken: reading on has no use.</summary>
    public bool IsFull { get; private set; }

    public int Count => _problems.Count;

    /// <summary>By their places.</summary>
    public IEnumerable<ScriptProblem> InOrder => _problems.OrderBy(problem => problem.Offset);

    public void Add(ScriptProblem problem)
    {
        if (!IsFull && !_problems.Contains(problem))
        {
            _problems.Add(problem);
            IsFull = _problems.Count == Most;
        }
    }

    /// <summary>Takes no more: what follows would only follow from what is there.</summary>
    public void Close() => IsFull = true;
}
