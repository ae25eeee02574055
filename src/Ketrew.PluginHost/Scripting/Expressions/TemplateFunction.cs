using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Statements;
using Ketrew.PluginHost.Scripting.Values;
using Ketrew.Sdk;

namespace Ketrew.PluginHost.Scripting.Expressions;

/// <summary>A function that is written in the language.</summary>
/// <param name="name">Its name; of a function without one, <c>do</c>.</param>
/// <param name="parameters">Null for a simple function: it takes any arguments, as <c>$</c>, and assigns names of its caller.</param>
/// <param name="defaults">For optional parameters; null elsewhere.</param>
/// <param name="body">What it does.</param>
internal sealed class TemplateFunction(string name, ValueList<Parameter>? parameters, IReadOnlyList<ExpressionNode?> defaults, Statement body)
    : FunctionValue(name)
{
    /// <summary>Set for <c>f(x) = …</c>: the value of the expression is that of the call.</summary>
    public ExpressionNode? Inline { get; init; }

    public override string Signature =>
        string.Join(' ', [Name, .. (parameters ?? []).Select(parameter => parameter.ToString())]);

    public override Value Call(Frame caller, IReadOnlyList<Value> arguments, IReadOnlyList<KeyValuePair<string, Value>> named) =>
        Call(caller, arguments, named, null);

    /// <summary>Calls it with a block that <c>$$</c> runs.</summary>
    public Value Call(Frame caller, IReadOnlyList<Value> arguments, IReadOnlyList<KeyValuePair<string, Value>> named, Statement? wrapped)
    {
        caller.Budget.EnterCall();
        Value result = Run(Open(caller, arguments, named, wrapped));
        caller.Budget.LeaveCall();
        return result;
    }

    private Value Run(Frame frame)
    {
        if (Inline is not null)
        {
            return Inline.Evaluate(frame);
        }

        body.Execute(frame);
        return frame.Returned ?? Value.From(frame.Output.ToString());
    }

    private Frame Open(Frame caller, IReadOnlyList<Value> arguments, IReadOnlyList<KeyValuePair<string, Value>> named, Statement? wrapped)
    {
        if (parameters is not { } list)
        {
            ArrayValue all = new(arguments);
            foreach ((string name, Value value) in named)
            {
                all.SetProperty(name, value);
            }

            return caller.Enter(caller.Scope, all, wrapped);
        }

        Value?[] bound = ParameterBinding.Bind(this, list, arguments, named);
        ScriptScope scope = caller.Scope.Child();
        Frame frame = caller.Enter(scope, new ArrayValue(bound.Select(value => value ?? Value.Null)), wrapped);
        for (int i = 0; i < bound.Length; i++)
        {
            scope.Set(list[i].Name, bound[i] ?? defaults[i]?.Evaluate(frame) ?? Value.Null);
        }

        return frame;
    }
}
