using Ketrew.PluginHost.Scripting.Running;

namespace Ketrew.PluginHost.Scripting.Values;

/// <summary>Items in order, and properties beside them when somebody gave it some.</summary>
/// <param name="items">Copied.</param>
internal sealed class ArrayValue(IEnumerable<Value> items) : Value
{
    private readonly List<Value> _items = [.. items];
    private bool _isFrozen;

    public IReadOnlyList<Value> Items => _items;

    /// <summary>What <c>array.name = …</c> sets; null while there is nothing.</summary>
    public ObjectValue? Properties { get; private set; }

    public override string Description => "an array";

    public override string Type => "array";

    /// <summary>Refuses changes from now on.</summary>
    public ArrayValue Freeze()
    {
        _isFrozen = true;
        return this;
    }

    /// <summary>Sets an item; what lies between the end and a new item becomes null.</summary>
    public void Set(long index, Value value, ScriptBudget budget)
    {
        CheckOpen();
        budget.SpendItems(index + 1);
        while (_items.Count <= index)
        {
            _items.Add(Null);
        }

        _items[(int)index] = value;
    }

    public void SetProperty(string name, Value value)
    {
        CheckOpen();
        Properties ??= new ObjectValue();
        Properties.Set(name, value);
    }

    private void CheckOpen()
    {
        if (_isFrozen)
        {
            throw new ScriptException("this array can't be changed", "make a new one, for example with `array.add`");
        }
    }
}
