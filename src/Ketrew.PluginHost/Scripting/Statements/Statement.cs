using Ketrew.PluginHost.Scripting.Running;

namespace Ketrew.PluginHost.Scripting.Statements;

/// <summary>How a statement ended.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
    Return,
}

/// <summary>A part of a text that does something.</summary>
internal abstract class Statement(ScriptSpan span)
{
    public ScriptSpan Span { get; } = span;

    /// <exception cref="ScriptException">It can't be done; the place is that of the innermost part that failed.</exception>
    public Flow Execute(Frame frame)
    {
        frame.Budget.Enter();
        try
        {
            frame.Budget.Spend();
            return Run(frame);
        }
        catch (ScriptException exception)
        {
            exception.PlaceAt(Span);
            throw;
        }
        finally
        {
            frame.Budget.Leave();
        }
    }

    protected abstract Flow Run(Frame frame);
}
