using Ketrew.PluginHost.Scripting.Running;
using Ketrew.Sdk;

namespace Ketrew.PluginHost.Scripting.Values;

/// <summary>A function that is written in C#: a built-in one, or what a host puts into the scope.</summary>
/// <param name="name">As messages call it, with its module: <c>string.append</c>.</param>
/// <param name="parameters">Names in order; <c>?</c> behind a name makes it optional, <c>...</c> behind the last one lets it take the rest: <c>"text length? rest..."</c>.</param>
/// <param name="body">Gets arguments that fit the parameters; may throw a <see cref="ScriptException"/>.</param>
internal sealed class HostFunction(string name, string parameters, Func<CallArguments, Value> body) : FunctionValue(name)
{
    public ValueList<Parameter> Parameters { get; } = Parameter.ParseAll(parameters);

    public override string Signature => string.Join(' ', [Name, .. Parameters.Select(parameter => parameter.ToString())]);

    public override Value Call(Frame caller, IReadOnlyList<Value> arguments, IReadOnlyList<KeyValuePair<string, Value>> named)
    {
        ScriptBudget budget = caller.Budget;
        budget.EnterCall();
        Value?[] bound = ParameterBinding.Bind(this, Parameters, arguments, named);
        Value result = body(new CallArguments(this, bound, caller));
        if (result is StringValue text)
        {
            budget.SpendText(text.Text.Length);
        }

        budget.LeaveCall();
        return result;
    }
}
