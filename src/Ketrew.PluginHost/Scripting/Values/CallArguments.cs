using Ketrew.PluginHost.Scripting.Running;

namespace Ketrew.PluginHost.Scripting.Values;

/// <summary>What a function is called with: one value for each of its parameters, in their order.</summary>
internal sealed class CallArguments(HostFunction function, Value?[] bound, Frame caller)
{
    /// <summary>What work is charged to.</summary>
    public ScriptBudget Budget => caller.Budget;

    /// <summary>Where the call comes from.</summary>
    public Frame Caller => caller;

    /// <summary>The argument; null when it is left out.</summary>
    public Value? Optional(int index) => bound[index];

    /// <summary>The argument; the language's null when it is left out.</summary>
    public Value Value(int index) => bound[index] ?? Values.Value.Null;

    /// <summary>The argument as text: a string, number or boolean.</summary>
    public string Text(int index)
    {
        string text = Value(index) is StringValue or NumberValue or BooleanValue ? ValueText.OfScalar(Value(index)) : throw Wrong(index, "text");
        Budget.SpendText(text.Length);
        return text;
    }

    /// <summary>The argument as text; empty for null.</summary>
    public string TextOrNothing(int index) => Value(index) is NullValue ? "" : Text(index);

    public string Text(int index, string otherwise) => Value(index) is NullValue ? otherwise : Text(index);

    /// <summary>The argument as an integer; a fraction is none.</summary>
    public long Integer(int index) => (Value(index) as NumberValue)?.Whole ?? throw Wrong(index, "an integer");

    public long Integer(int index, long otherwise) => Value(index) is NullValue ? otherwise : Integer(index);

    /// <summary>The argument as an integer that can count characters or items.</summary>
    public int Count(int index) => (int)Math.Clamp(Integer(index), int.MinValue, int.MaxValue);

    public NumberValue Number(int index) => Value(index) as NumberValue ?? throw Wrong(index, "a number");

    public bool Boolean(int index, bool otherwise) => Value(index) is NullValue ? otherwise : Value(index).IsTrue;

    /// <summary>The items of an array or range.</summary>
    public IReadOnlyList<Value> Items(int index)
    {
        switch (Value(index))
        {
            case ArrayValue array:
                Budget.SpendItems(array.Items.Count);
                return array.Items;
            case RangeValue range:
                return range.ToItems(Budget);
            default:
                throw Wrong(index, "an array");
        }
    }

    public ObjectValue Object(int index) => Value(index) as ObjectValue ?? throw Wrong(index, "an object");

    public FunctionValue Function(int index) =>
        Value(index) as FunctionValue ?? throw Wrong(index, "a function", "with `@` in front of its name it isn't called: `@string.upcase`");

    /// <summary>Calls a function that was given.</summary>
    public Value Call(FunctionValue called, params IReadOnlyList<Value> arguments) => called.Call(caller, arguments, []);

    /// <summary>What is wrong with an argument.</summary>
    public ScriptException Wrong(int index, string wanted, string? hint = null) => new(
        $"`{function.Name}` wants {wanted} for `{function.Parameters[index].Name}`, not {Value(index).Description}", hint ?? $"`{function.Signature}`");
}
