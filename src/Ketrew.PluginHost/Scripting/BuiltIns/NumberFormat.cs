using System.Globalization;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.BuiltIns;

/// <summary>Numbers in .NET's formats, of the invariant culture.</summary>
internal static class NumberFormat
{
    // `N999999999` would be a text of a gigabyte.
    private const int LargestPrecision = 99;

    private const int LongestFormat = 100;

    public static Value Apply(CallArguments call, NumberValue number)
    {
        string format = call.Text(1);
        if (call.Value(2) is not NullValue)
        {
            throw new ScriptException("`culture` isn't available: a template gives the same everywhere");
        }

        if (format.Length > LongestFormat || (int.TryParse(format.AsSpan(Math.Min(1, format.Length)), out int precision) && precision > LargestPrecision))
        {
            throw new ScriptException($"a format has at most {LongestFormat} characters and a precision of at most {LargestPrecision}");
        }

        return Value.From(Text(number, format));
    }

    private static string Text(NumberValue number, string format)
    {
        try
        {
            return number is IntegerValue integer
                ? integer.Integer.ToString(format, CultureInfo.InvariantCulture)
                : number.Double.ToString(format, CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            throw new ScriptException($"`{format}` is no format for {number.Description}", "0.00");
        }
    }
}
