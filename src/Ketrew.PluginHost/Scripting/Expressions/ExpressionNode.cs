using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.Expressions;

/// <summary>A part of a text that has a value.</summary>
internal abstract class ExpressionNode(ScriptSpan span)
{
    public ScriptSpan Span { get; } = span;

    /// <summary>What a problem points at.</summary>
    protected virtual ScriptSpan Point => Span;

    /// <summary>Its value; a function without arguments is called.</summary>
    /// <exception cref="ScriptException">It has none; the place is that of the innermost part that failed.</exception>
    public Value Evaluate(Frame frame) => Guard(frame, Compute);

    /// <summary>Its value; null where a member or item is missing, as on the left of <c>??</c>.</summary>
    public virtual Value EvaluateOrNull(Frame frame) => Evaluate(frame);

    protected abstract Value Compute(Frame frame);

    protected Value Guard(Frame frame, Func<Frame, Value> compute)
    {
        frame.Budget.Enter();
        try
        {
            return compute(frame);
        }
        catch (ScriptException exception)
        {
            exception.PlaceAt(Point);
            throw;
        }
        finally
        {
            frame.Budget.Leave();
        }
    }
}
