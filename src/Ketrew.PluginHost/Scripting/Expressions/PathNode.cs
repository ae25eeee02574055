using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.Expressions;

/// <summary>A name, a member or an item: what can be called, and mostly assigned to.</summary>
internal abstract class PathNode(ScriptSpan span) : ExpressionNode(span)
{
    /// <summary>What is there, without calling it when it is a function.</summary>
    public Value Find(Frame frame) => Guard(frame, Resolve);

    /// <summary>What is there, as something that arguments are given to.</summary>
    public virtual Value FindFunction(Frame frame) => Find(frame);

    public abstract void Assign(Frame frame, Value value);

    public sealed override Value EvaluateOrNull(Frame frame) => Guard(frame, inner => CallIfFunction(inner, ResolveOrNull(inner)));

    protected abstract Value Resolve(Frame frame);

    protected virtual Value ResolveOrNull(Frame frame) => Resolve(frame);

    protected sealed override Value Compute(Frame frame) => CallIfFunction(frame, Resolve(frame));

    private static Value CallIfFunction(Frame frame, Value value) =>
        value is FunctionValue function ? function.Call(frame, [], []) : value;
}
