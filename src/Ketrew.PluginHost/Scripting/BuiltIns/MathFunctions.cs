using Ketrew.PluginHost.Scripting.Expressions;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.BuiltIns;

/// <summary><c>math.…</c>.</summary>
internal static class MathFunctions
{
    public static IReadOnlyList<BuiltIn> All { get; } =
    [
        new("abs", "value", Abs),
        new("ceil", "value", call => Whole(call.Number(0), Math.Ceiling)),
        new("floor", "value", call => Whole(call.Number(0), Math.Floor)),
        new("round", "value precision?", Round),
        new("divided_by", "value divisor", DividedBy),
        new("plus", "value with", call => Arithmetic.OfNumbers("+", call.Number(0), call.Number(1))),
        new("minus", "value with", call => Arithmetic.OfNumbers("-", call.Number(0), call.Number(1))),
        new("times", "value with", call => Arithmetic.OfNumbers("*", call.Number(0), call.Number(1))),
        new("modulo", "value with", call => Arithmetic.OfNumbers("%", call.Number(0), call.Number(1))),
        new("format", "value format culture?", call => NumberFormat.Apply(call, call.Number(0))),
        new("is_number", "value", call => Value.From(call.Value(0) is NumberValue)),
    ];

    private static Value Abs(CallArguments call) => call.Number(0) switch
    {
        IntegerValue { Integer: long.MinValue } number => throw new ScriptException($"the absolute value of `{number.Text}` doesn't fit into 64 bits"),
        IntegerValue number => Value.From(Math.Abs(number.Integer)),
        NumberValue number => Value.From(Math.Abs(number.Double)),
    };

    private static Value Whole(NumberValue number, Func<double, double> round) =>
        number is IntegerValue ? number : Arithmetic.Rounded(round(number.Double));

    private static Value Round(CallArguments call)
    {
        long precision = call.Integer(1, otherwise: 0);
        return precision is >= 0 and <= 15
            ? Whole(call.Number(0), number => Math.Round(number, (int)precision, MidpointRounding.ToEven))
            : throw new ScriptException("`precision` is between 0 and 15");
    }

    // By an integer the result is one, rounded down; by a fraction it is a fraction.
    private static Value DividedBy(CallArguments call)
    {
        Value quotient = Arithmetic.OfNumbers("/", call.Number(0), call.Number(1));
        return call.Number(1) is IntegerValue && quotient is NumberValue number ? Arithmetic.Rounded(Math.Floor(number.Double)) : quotient;
    }
}
