using Ketrew.PluginHost.Scripting.Expressions;
using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.Statements;

/// <summary>Statements in order.</summary>
internal sealed class Block(ScriptSpan span, IReadOnlyList<Statement> statements) : Statement(span)
{
    public IReadOnlyList<Statement> Statements => statements;

    protected override Flow Run(Frame frame)
    {
        foreach (Statement statement in statements)
        {
            Flow flow = statement.Execute(frame);
            if (flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }
}

/// <summary><c>if … else … end</c>; a further condition is another one in its else part.</summary>
internal sealed class IfStatement(ScriptSpan span, ExpressionNode condition, Statement then, Statement? otherwise) : Statement(span)
{
    protected override Flow Run(Frame frame) =>
        condition.Evaluate(frame).IsTrue ? then.Execute(frame) : otherwise?.Execute(frame) ?? Flow.Next;
}

/// <summary><c>when a, b</c> with what belongs to it.</summary>
internal sealed record When(IReadOnlyList<ExpressionNode> Values, Statement Body);

/// <summary><c>case … when … else … end</c>.</summary>
internal sealed class CaseStatement(ScriptSpan span, ExpressionNode subject, IReadOnlyList<When> cases, Statement? otherwise) : Statement(span)
{
    protected override Flow Run(Frame frame)
    {
        Value value = subject.Evaluate(frame);
        ValueEquality equality = new(frame.Budget);
        foreach (When candidate in cases)
        {
            if (candidate.Values.Any(match => equality.LooselyEquals(value, match.Evaluate(frame))))
            {
                return candidate.Body.Execute(frame);
            }
        }

        return otherwise?.Execute(frame) ?? Flow.Next;
    }
}

/// <summary><c>with object … end</c>: names are its members first.</summary>
internal sealed class WithStatement(ScriptSpan span, ExpressionNode subject, Statement body) : Statement(span)
{
    protected override Flow Run(Frame frame)
    {
        ScriptScope outer = frame.Scope;
        frame.Scope = outer.With(subject.Evaluate(frame) as ObjectValue ?? throw new ScriptException($"`with` wants an object: `{subject.Span}` is none"));
        Flow flow = body.Execute(frame);
        frame.Scope = outer;
        return flow;
    }
}

/// <summary><c>break</c> and <c>continue</c>.</summary>
internal sealed class JumpStatement(ScriptSpan span, Flow flow) : Statement(span)
{
    protected override Flow Run(Frame frame) => flow;
}

/// <summary><c>ret</c>, with or without a value.</summary>
internal sealed class ReturnStatement(ScriptSpan span, ExpressionNode? value) : Statement(span)
{
    protected override Flow Run(Frame frame)
    {
        frame.Returned = value?.Evaluate(frame);
        return Flow.Return;
    }
}
