using Ketrew.PluginHost.Scripting.Expressions;
using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.Statements;

/// <summary>Text outside of <c>{{ }}</c>.</summary>
internal sealed class TextStatement(ScriptSpan span, string text) : Statement(span)
{
    protected override Flow Run(Frame frame)
    {
        frame.Output.Append(text);
        return Flow.Next;
    }
}

/// <summary>An expression whose value is written. White space in front of its block, alone in the line, is kept in front of every line of the value.</summary>
internal sealed class ExpressionStatement(ExpressionNode expression, string indentation) : Statement(expression.Span)
{
    public ExpressionNode Expression => expression;

    protected override Flow Run(Frame frame)
    {
        string text = ValueText.Of(expression.Evaluate(frame), frame.Budget);
        int start = 0;
        while (indentation.Length > 0 && text.IndexOf('\n', start) is var end && end >= 0 && end + 1 < text.Length)
        {
            frame.Output.Append(text.AsSpan(start, end + 1 - start)).Append(indentation);
            start = end + 1;
        }

        frame.Output.Append(text.AsSpan(start));
        return Flow.Next;
    }
}

/// <summary><c>capture name … end</c>.</summary>
internal sealed class CaptureStatement(ScriptSpan span, PathNode target, Statement body) : Statement(span)
{
    protected override Flow Run(Frame frame)
    {
        BoundedText outer = frame.Output;
        frame.Output = new BoundedText(frame.Budget);
        Flow flow = body.Execute(frame);
        string text = frame.Output.ToString();
        frame.Output = outer;
        target.Assign(frame, Value.From(text));
        return flow;
    }
}

/// <summary><c>wrap f … end</c>.</summary>
internal sealed class WrapStatement(ScriptSpan span, CallNode call, Statement body) : Statement(span)
{
    protected override Flow Run(Frame frame)
    {
        frame.Output.Append(ValueText.Of(call.Wrap(frame, body), frame.Budget));
        return Flow.Next;
    }
}
