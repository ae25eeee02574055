using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;

namespace Ketrew.Expander.Language.Lowering;

/// <summary>The pools of a workflow, whichever file declares them.</summary>
internal sealed class PoolIndex
{
    private readonly SortedDictionary<string, Located<PoolLimit>> _pools = new(StringComparer.Ordinal);

    /// <summary>Collects the pools; a name that is declared twice is reported.</summary>
    /// <param name="scopes">The workflow files, the root first.</param>
    /// <param name="diagnostics">Where problems go.</param>
    public PoolIndex(IEnumerable<Scope> scopes, List<Diagnostic> diagnostics)
    {
        foreach (Located<PoolLimit> pool in scopes.SelectMany(scope => scope.File.Pools))
        {
            if (!_pools.TryAdd(pool.Value.Name, pool))
            {
                diagnostics.Add(Problem.DuplicatePool(pool.Span, pool.Value.Name, _pools[pool.Value.Name].Span));
            }
        }
    }

    /// <summary>All of them, in ordinal order of names.</summary>
    public ValueList<PoolLimit> Limits => _pools.Values.Select(pool => pool.Value).ToValueList();

    /// <summary>True for a pool that a file declares.</summary>
    /// <param name="name">Compared ordinally.</param>
    public bool Knows(string name) => _pools.ContainsKey(name);

    /// <summary>What is wrong with a use of a pool, for a place; null when nothing is.</summary>
    /// <param name="use">What is taken.</param>
    public Func<SourceSpan?, Diagnostic>? ProblemOf(PoolUse use) =>
        !_pools.TryGetValue(use.Pool, out Located<PoolLimit> pool) ? at => Problem.UnknownPool(at, use.Pool, _pools.Keys)
        : use.Count > pool.Value.Capacity ? at => Problem.PoolTooSmall(at, use, pool.Value, pool.Span)
        : null;
}
