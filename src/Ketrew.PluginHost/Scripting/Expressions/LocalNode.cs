using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.PluginHost.Scripting.Expressions;

/// <summary><c>$name</c>, <c>$0</c>, <c>$</c> and <c>$$</c>; the name is without the <c>$</c> in front.</summary>
internal sealed class LocalNode(ScriptSpan span, string name) : PathNode(span)
{
    public string Name { get; } = name;

    public override void Assign(Frame frame, Value value)
    {
        if (Name is "" or "$" || char.IsAsciiDigit(Name[0]))
        {
            throw new ScriptException($"`${Name}` can't be assigned to");
        }

        frame.Locals.Set(Name, value);
    }

    protected override Value ResolveOrNull(Frame frame) =>
        int.TryParse(Name, out int index) && index >= frame.Arguments.Items.Count ? Value.Null : Resolve(frame);

    protected override Value Resolve(Frame frame) => Name switch
    {
        "" => frame.Arguments,
        "$" => Wrapped(frame),
        _ when char.IsAsciiDigit(Name[0]) => Argument(frame),
        _ => frame.Locals.TryGet(Name, out Value? value) ? value : throw Unknown(frame),
    };

    private Value Argument(Frame frame) => int.TryParse(Name, out int index) && index < frame.Arguments.Items.Count
        ? frame.Arguments.Items[index]
        : throw new ScriptException($"`${Name}` isn't given: there are {frame.Arguments.Items.Count} arguments", $"${Name} ?? null");

    // The block writes into the function's output: as a value it is nothing.
    private static Value Wrapped(Frame frame)
    {
        Statements.Statement block = frame.Wrapped ?? throw new ScriptException("`$$` is known in a function that `wrap` calls only");
        block.Execute(frame);
        return Value.Null;
    }

    private ScriptException Unknown(Frame frame) => new(
        $"unknown variable `${Name}`", NearestName.Of(Name, frame.Locals.Names) is { } nearest ? $"did you mean `${nearest}`?" : null);
}
