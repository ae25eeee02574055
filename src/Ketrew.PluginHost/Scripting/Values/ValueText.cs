using System.Globalization;
using System.Text;
using Ketrew.PluginHost.Scripting.Running;

namespace Ketrew.PluginHost.Scripting.Values;

/// <summary>Values as text: null is nothing, a string is itself; inside arrays and objects all is as a literal.</summary>
internal static class ValueText
{
    /// <summary>What <c>{{ value }}</c> writes.</summary>
    /// <exception cref="ScriptException">It is, or holds, a function; or it is too long or nested too deep.</exception>
    public static string Of(Value value, ScriptBudget budget)
    {
        if (value is NullValue or BooleanValue or NumberValue or StringValue)
        {
            return OfScalar(value);
        }

        BoundedText text = new(budget);
        WriteLiteral(value, text, budget);
        return text.ToString();
    }

    public static string OfScalar(Value value) => value switch
    {
        NullValue => "",
        BooleanValue boolean => boolean.Boolean ? "true" : "false",
        NumberValue number => number.Text,
        StringValue text => text.Text,
        _ => throw new ArgumentException($"{value.Description} is no scalar.", nameof(value)),
    };

    /// <summary>A string as it is written in a template, in double quotes.</summary>
    public static string Quote(string text) => $"\"{Escape(text)}\"";

    /// <summary>With an escape sequence for each quote, backslash and control character.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length + 8);
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                '\b' => escaped.Append("\\b"),
                '\f' => escaped.Append("\\f"),
                _ when char.IsControl(c) => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    private static void WriteLiteral(Value value, BoundedText text, ScriptBudget budget)
    {
        budget.Enter();
        _ = value switch
        {
            NullValue => text.Append("null"),
            StringValue content => text.Append(Quote(content.Text)),
            ArrayValue array => WriteItems(array.Items, text, budget),
            RangeValue range => WriteItems(range.ToItems(budget), text, budget),
            ObjectValue members => WriteMembers(members, text, budget),
            FunctionValue function => throw new ScriptException($"{function.Description} is no text", $"call it: `{function.Signature}`"),
            _ => text.Append(OfScalar(value)),
        };
        budget.Leave();
    }

    private static BoundedText WriteItems(IReadOnlyList<Value> items, BoundedText text, ScriptBudget budget)
    {
        text.Append("[");
        for (int i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            WriteLiteral(items[i], text, budget);
        }

        return text.Append("]");
    }

    private static BoundedText WriteMembers(ObjectValue value, BoundedText text, ScriptBudget budget)
    {
        text.Append("{");
        bool isFirst = true;
        foreach ((string name, Value member) in value.Members)
        {
            text.Append(isFirst ? "" : ", ").Append(IsName(name) ? name : Quote(name)).Append(": ");
            WriteLiteral(member, text, budget);
            isFirst = false;
        }

        return text.Append("}");
    }

    private static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
