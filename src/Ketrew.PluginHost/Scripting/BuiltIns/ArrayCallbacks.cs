using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.BuiltIns;

/// <summary><c>array.…</c> with a function: <c>names | array.each @string.upcase</c>.</summary>
internal static class ArrayCallbacks
{
    public static IReadOnlyList<BuiltIn> All { get; } =
    [
        new("any", "list function args...", Any),
        new("each", "list function args...", Each),
        new("filter", "list function args...", Filter),
        new("join", "list delimiter function?", Join),
    ];

    private static Value Any(CallArguments call) => Value.From(call.Items(0).Any(item => Apply(call, item).IsTrue));

    private static Value Each(CallArguments call) => Value.From(call.Items(0).Select(item => Apply(call, item)));

    private static Value Filter(CallArguments call) => Value.From(call.Items(0).Where(item => Apply(call, item).IsTrue));

    private static Value Apply(CallArguments call, Value item) => call.Call(call.Function(1), [item, .. call.Items(2)]);

    private static Value Join(CallArguments call)
    {
        string delimiter = call.Text(1);
        FunctionValue? function = call.Value(2) is NullValue ? null : call.Function(2);
        BoundedText text = new(call.Budget);
        bool isFirst = true;
        foreach (Value item in call.Items(0))
        {
            string part = ValueText.Of(item, call.Budget);
            text.Append(isFirst ? "" : delimiter)
                .Append(function is null ? part : ValueText.Of(call.Call(function, [Value.From(part)]), call.Budget));
            isFirst = false;
        }

        return Value.From(text.ToString());
    }
}
