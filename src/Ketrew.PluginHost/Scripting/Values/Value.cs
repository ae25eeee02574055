namespace Ketrew.PluginHost.Scripting.Values;

/// <summary>A value of the language.</summary>
internal abstract class Value
{
    private protected Value()
    {
    }

    public static Value Null => NullValue.Instance;

    public static Value True => BooleanValue.True;

    public static Value False => BooleanValue.False;

    /// <summary>What to call it in a message: <c>a string</c>, <c>an array</c>.</summary>
    public abstract string Description { get; }

    /// <summary>What <c>object.typeof</c> says.</summary>
    public abstract string Type { get; }

    /// <summary>What <c>object.kind</c> says.</summary>
    public virtual string Kind => Type;

    /// <summary>False for null and false; all else counts as true.</summary>
    public virtual bool IsTrue => true;

    public static Value From(bool value) => value ? True : False;

    public static Value From(long value) => new IntegerValue(value);

    public static Value From(string value) => new StringValue(value);

    /// <exception cref="ScriptException">The number is infinite or none.</exception>
    public static Value From(double value) => double.IsFinite(value)
        ? new FloatValue(value)
        : throw new ScriptException("the result is no finite number");

    public static Value From(IEnumerable<Value> items) => new ArrayValue(items);

    public static Value From(IEnumerable<string> items) => new ArrayValue(items.Select(From));
}
