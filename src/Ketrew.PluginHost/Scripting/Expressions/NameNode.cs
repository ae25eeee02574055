using Ketrew.PluginHost.Scripting.BuiltIns;
using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.PluginHost.Scripting.Expressions;

/// <summary>A variable, or <c>this</c>, or <c>for</c> and <c>while</c> inside their loops.</summary>
internal sealed class NameNode(ScriptSpan span, string name) : PathNode(span)
{
    public string Name { get; } = name;

    public override Value FindFunction(Frame frame) => Guard(frame, inner => Resolve(inner, "function"));

    public override void Assign(Frame frame, Value value)
    {
        if (Name is "this" or "for" or "while" or "empty")
        {
            throw new ScriptException($"`{Name}` can't be assigned to");
        }

        frame.Scope.Assign(Name, value);
    }

    protected override Value Resolve(Frame frame) => Resolve(frame, "variable");

    private Value Resolve(Frame frame, string what) => Name switch
    {
        "this" => frame.Scope.WithoutLoops.Members,
        "for" => frame.ForLoop ?? throw new ScriptException("`for` has a value inside of a `for` only"),
        "while" => frame.WhileLoop ?? throw new ScriptException("`while` has a value inside of a `while` only"),
        _ => frame.Scope.TryFind(Name, out Value? value) ? value : throw Unknown(frame, what),
    };

    private ScriptException Unknown(Frame frame, string what)
    {
        if (UnavailableNames.Find(Name) is { } unavailable)
        {
            return unavailable;
        }

        string? nearest = NearestName.Of(Name, frame.Scope.AllNames());
        return new ScriptException($"unknown {what} `{Name}`", nearest is null ? null : $"did you mean `{nearest}`?");
    }
}
