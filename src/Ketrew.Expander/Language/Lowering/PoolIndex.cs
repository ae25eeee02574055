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

    /// <summary>True when there is such a pool, and enough of it.</summary>
    /// <param name="use">What is taken.</param>
    public bool Allows(PoolUse use) => _pools.TryGetValue(use.Pool, out Located<PoolLimit> pool) && use.Count <= pool.Value.Capacity;

    /// <summary>Why a use is not allowed.</summary>
    /// <param name="use">What is taken.</param>
    /// <param name="at">Where that is said.</param>
    public Diagnostic Refuse(PoolUse use, SourceSpan? at) => _pools.TryGetValue(use.Pool, out Located<PoolLimit> pool)
        ? Problem.PoolTooSmall(at, use, pool.Value, pool.Span)
        : Problem.UnknownPool(at, use.Pool, _pools.Keys);
}
