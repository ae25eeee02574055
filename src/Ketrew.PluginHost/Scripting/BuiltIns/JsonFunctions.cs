using System.Text.Encodings.Web;
using System.Text.Json;
using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.BuiltIns;

/// <summary><c>object.from_json</c> and <c>object.to_json</c>.</summary>
internal static class JsonFunctions
{
    private const int CharactersPerStep = 64;

    public static IReadOnlyList<BuiltIn> All { get; } =
    [
        new("from_json", "json", Read),
        new("to_json", "value", Write),
    ];

    private static Value Read(CallArguments call)
    {
        string text = call.Text(0);
        call.Budget.Spend(text.Length / CharactersPerStep);
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return ToValue(document.RootElement, call.Budget);
        }
        catch (JsonException exception)
        {
            throw new ScriptException($"this is no JSON, in its line {exception.LineNumber + 1}");
        }
    }

    private static Value ToValue(JsonElement element, ScriptBudget budget)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                ObjectValue members = new();
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    members.Set(property.Name, ToValue(property.Value, budget));
                }

                return members;
            case JsonValueKind.Array:
                budget.SpendItems(element.GetArrayLength());
                return Value.From(element.EnumerateArray().Select(item => ToValue(item, budget)));
            case JsonValueKind.String:
                return Value.From(element.GetString() ?? "");
            case JsonValueKind.Number:
                return element.TryGetInt64(out long integer) ? Value.From(integer) : Value.From(element.GetDouble());
            case JsonValueKind.True or JsonValueKind.False:
                return Value.From(element.ValueKind == JsonValueKind.True);
            default:
                return Value.Null;
        }
    }

    private static Value Write(CallArguments call)
    {
        BoundedText text = new(call.Budget);
        Write(call.Value(0), text, call.Budget);
        return Value.From(text.ToString());
    }

    // A JsonWriter would write what holds itself until the memory is full.
    private static void Write(Value value, BoundedText text, ScriptBudget budget)
    {
        budget.Enter();
        switch (value)
        {
            case NullValue:
                text.Append("null");
                break;
            case StringValue content:
                text.Append(Quote(content.Text));
                break;
            case ArrayValue array:
                WriteItems(array.Items, text, budget);
                break;
            case RangeValue range:
                WriteItems(range.ToItems(budget), text, budget);
                break;
            case ObjectValue members:
                WriteMembers(members, text, budget);
                break;
            case FunctionValue function:
                throw new ScriptException($"{function.Description} has no JSON");
            default:
                text.Append(ValueText.OfScalar(value));
                break;
        }

        budget.Leave();
    }

    private static void WriteItems(IReadOnlyList<Value> items, BoundedText text, ScriptBudget budget)
    {
        text.Append("[");
        for (int i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? "" : ",");
            Write(items[i], text, budget);
        }

        text.Append("]");
    }

    private static void WriteMembers(ObjectValue value, BoundedText text, ScriptBudget budget)
    {
        text.Append("{");
        bool isFirst = true;
        foreach ((string name, Value member) in value.Members)
        {
            text.Append(isFirst ? "" : ",").Append(Quote(name)).Append(":");
            Write(member, text, budget);
            isFirst = false;
        }

        text.Append("}");
    }

    private static string Quote(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";
}
