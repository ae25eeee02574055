using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.BuiltIns;

/// <summary>Texts of the language that a template makes and runs.</summary>
internal static class Evaluated
{
    private const int CharactersPerStep = 32;

    private static readonly TextPlace _nowhere = new("", 1, 1);

    public static Value Expression(CallArguments call) => call.Value(0) switch
    {
        StringValue => Run(call, Scripting.Expression.Parse, parsed => parsed.Evaluate(call.Caller.Scope)),
        _ => Called(call),
    };

    public static Value Template(CallArguments call) => call.Value(0) switch
    {
        StringValue => Run(call, Scripting.Template.Parse, parsed => Value.From(parsed.Render(call.Caller.Scope))),
        _ => Called(call),
    };

    private static Value Called(CallArguments call) => call.Value(0) is FunctionValue function ? call.Call(function) : call.Value(0);

    // A problem inside of the text has no line in any file: it is told at the call.
    private static Value Run<T>(CallArguments call, Func<string, TextPlace, ICollection<ScriptProblem>, T> parse, Func<T, Value> run)
    {
        string text = call.Text(0);
        call.Budget.Spend(text.Length / CharactersPerStep);
        List<ScriptProblem> problems = [];
        T parsed = parse(text, _nowhere, problems);
        if (problems.Count > 0)
        {
            throw At(problems[0]);
        }

        try
        {
            return run(parsed);
        }
        catch (ScriptException exception) when (exception.Problem is { } problem && problem.Place == _nowhere)
        {
            throw At(problem);
        }
    }

    private static ScriptException At(ScriptProblem problem) =>
        new($"{problem.Message}, in line {problem.Line}, column {problem.Column} of the evaluated text", problem.Hint);
}
