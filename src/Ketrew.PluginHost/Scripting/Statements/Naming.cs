using Ketrew.PluginHost.Scripting.Expressions;
using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.Statements;

/// <summary><c>a = b</c>, and with an operation <c>a += b</c>.</summary>
internal sealed class AssignStatement(ScriptSpan span, PathNode target, string? operation, ExpressionNode value) : Statement(span)
{
    protected override Flow Run(Frame frame)
    {
        Value assigned = operation is null
            ? value.Evaluate(frame)
            : Arithmetic.Compute(operation, target.Evaluate(frame), value.Evaluate(frame), frame.Budget);
        target.Assign(frame, assigned);
        return Flow.Next;
    }
}

/// <summary><c>func f … end</c>, <c>f(x) = …</c>.</summary>
internal sealed class FunctionStatement(ScriptSpan span, PathNode target, TemplateFunction function) : Statement(span)
{
    protected override Flow Run(Frame frame)
    {
        target.Assign(frame, function);
        return Flow.Next;
    }
}

/// <summary><c>readonly name</c>.</summary>
internal sealed class ReadOnlyStatement(ScriptSpan span, PathNode target) : Statement(span)
{
    protected override Flow Run(Frame frame)
    {
        switch (target)
        {
            case NameNode name:
                name.Find(frame);
                frame.Scope.WithoutLoops.Members.MakeReadOnly(name.Name);
                break;
            case LocalNode local:
                local.Find(frame);
                frame.Locals.MakeReadOnly(local.Name);
                break;
            default:
                throw new ScriptException("`readonly` wants a variable");
        }

        return Flow.Next;
    }
}
