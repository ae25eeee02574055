using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Planning;

/// <summary>The pools of a plan, numbered from 0.</summary>
internal sealed class PoolBook
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly ValueList<PoolLimit> _limits;

    public PoolBook(ValueList<PoolLimit> limits)
    {
        _limits = limits;
        for (int i = 0; i < limits.Count; i++)
        {
            _ = _numbers.TryAdd(limits[i].Name, i);
        }
    }

    public int Count => _limits.Count;

    public IEnumerable<string> Names => _numbers.Keys;

    public PoolLimit this[int pool] => _limits[pool];

    public bool TryFind(string name, out int pool) => _numbers.TryGetValue(name, out pool);
}
