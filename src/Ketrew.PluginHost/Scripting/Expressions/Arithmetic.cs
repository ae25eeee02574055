using System.Diagnostics;
using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.Expressions;

/// <summary>What operators make of two values.</summary>
internal static class Arithmetic
{
    /// <summary>The value of <c>left operation right</c>, the operation being one of <c>+ - * / // %</c>.</summary>
    /// <exception cref="ScriptException">The operator has no meaning for the values, or the result has no place.</exception>
    public static Value Compute(string operation, Value left, Value right, ScriptBudget budget) => (operation, left, right) switch
    {
        (_, NumberValue, NumberValue) => OfNumbers(operation, (NumberValue)left, (NumberValue)right),
        ("+", StringValue, _) or ("+", _, StringValue) => Concatenate(left, right, budget),
        ("*", StringValue text, NumberValue { Whole: { } count }) => Repeat(text.Text, count, budget),
        ("*", NumberValue { Whole: { } count }, StringValue text) => Repeat(text.Text, count, budget),
        ("+", ArrayValue or RangeValue, ArrayValue or RangeValue) => Join(Items(left, budget), Items(right, budget), budget),
        _ => throw Meaningless(operation, left, right),
    };

    public static Value OfNumbers(string operation, NumberValue left, NumberValue right) => (left, right) switch
    {
        (IntegerValue, IntegerValue) when operation != "/" => OfIntegers(operation, (IntegerValue)left, (IntegerValue)right),
        _ => OfFloats(operation, left.Double, right.Double),
    };

    private static Value OfIntegers(string operation, IntegerValue left, IntegerValue right)
    {
        try
        {
            return Value.From(operation switch
            {
                "+" => checked(left.Integer + right.Integer),
                "-" => checked(left.Integer - right.Integer),
                "*" => checked(left.Integer * right.Integer),
                // The smallest integer has no opposite; its remainder is 0 though C# throws for it.
                "%" when right.Integer == -1 => 0,
                "//" => left.Integer / right.Integer,
                "%" => left.Integer % right.Integer,
                _ => throw new UnreachableException(),
            });
        }
        catch (OverflowException)
        {
            throw new ScriptException($"`{left.Text} {operation} {right.Text}` doesn't fit into 64 bits");
        }
        catch (DivideByZeroException)
        {
            throw DivisionByZero();
        }
    }

    private static Value OfFloats(string operation, double left, double right) => operation switch
    {
        "+" => Value.From(left + right),
        "-" => Value.From(left - right),
        "*" => Value.From(left * right),
        "/" or "//" or "%" when right == 0 => throw DivisionByZero(),
        "/" => Value.From(left / right),
        "%" => Value.From(left % right),
        "//" => Rounded(Math.Round(left / right)),
        _ => throw new UnreachableException(),
    };

    /// <summary>An integer when the number is one that fits.</summary>
    public static Value Rounded(double value) => new FloatValue(value).Whole is { } whole ? Value.From(whole) : Value.From(value);

    private static StringValue Concatenate(Value left, Value right, ScriptBudget budget)
    {
        string first = ValueText.Of(left, budget);
        string second = ValueText.Of(right, budget);
        budget.SpendText((long)first.Length + second.Length);
        return new StringValue(first + second);
    }

    private static StringValue Repeat(string text, long count, ScriptBudget budget)
    {
        // Compared before it is multiplied: the product may not fit.
        long length = text.Length == 0 || count <= 0 ? 0 : count > int.MaxValue ? long.MaxValue : text.Length * count;
        budget.SpendText(length);
        return new StringValue(string.Create((int)length, text, static (result, piece) => Fill(result, piece)));
    }

    // What is there is copied behind itself: twice as much each time.
    private static void Fill(Span<char> result, string piece)
    {
        piece.AsSpan(0, Math.Min(piece.Length, result.Length)).CopyTo(result);
        for (int done = piece.Length; done < result.Length; done *= 2)
        {
            result[..Math.Min(done, result.Length - done)].CopyTo(result[done..]);
        }
    }

    private static ArrayValue Join(IReadOnlyList<Value> left, IReadOnlyList<Value> right, ScriptBudget budget)
    {
        budget.SpendItems(left.Count + right.Count);
        return new ArrayValue(left.Concat(right));
    }

    private static IReadOnlyList<Value> Items(Value value, ScriptBudget budget) =>
        value is RangeValue range ? range.ToItems(budget) : ((ArrayValue)value).Items;

    private static ScriptException DivisionByZero() => new("division by zero");

    private static ScriptException Meaningless(string operation, Value left, Value right)
    {
        string? hint = (left, right) switch
        {
            (RangeValue, NumberValue) => $"`..` binds first: `a..(b {operation} c)`",
            (NullValue, _) or (_, NullValue) => "for something instead of null: `(a ?? 0)`",
            (StringValue, NumberValue) or (NumberValue, StringValue) => "for the number in a string: `string.to_int`",
            _ => null,
        };
        return new ScriptException($"`{operation}` has no meaning between {left.Description} and {right.Description}", hint);
    }
}
