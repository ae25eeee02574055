using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.BuiltIns;

/// <summary><c>object.…</c>.</summary>
internal static class ObjectFunctions
{
    public static IReadOnlyList<BuiltIn> All { get; } =
    [
        new("default", "value default", call => call.Value(0) is NullValue or StringValue { Text.Length: 0 } ? call.Value(1) : call.Value(0)),
        new("eval", "value", call => Evaluated.Expression(call)),
        new("eval_template", "value", call => Evaluated.Template(call)),
        new("format", "value format culture?", Format),
        new("has_key", "value key", call => Value.From(call.Object(0).TryGet(call.Text(1), out _))),
        new("has_value", "value key", call => Value.From(call.Object(0).TryGet(call.Text(1), out Value? value) && value is not NullValue)),
        new("keys", "value", call => Value.From(call.Object(0).Names)),
        new("values", "value", call => Value.From(call.Object(0).Members.Select(member => member.Value))),
        new("size", "value", Size),
        new("typeof", "value", call => Value.From(call.Value(0).Type)),
        new("kind", "value", call => call.Value(0) is NullValue ? Value.From("") : Value.From(call.Value(0).Kind)),
    ];

    private static Value Format(CallArguments call) => call.Value(0) switch
    {
        NumberValue number => NumberFormat.Apply(call, number),
        _ => throw call.Wrong(0, "a number"),
    };

    private static Value Size(CallArguments call) => call.Value(0) switch
    {
        StringValue text => Value.From(text.Text.Length),
        ObjectValue members => Value.From(members.Count),
        ArrayValue or RangeValue => Value.From(call.Items(0).Count),
        _ => throw call.Wrong(0, "a string, an array or an object"),
    };
}
