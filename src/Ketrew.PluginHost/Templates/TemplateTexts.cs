using Ketrew.PluginHost.Scripting;
using Ketrew.PluginHost.Scripting.Values;
using Ketrew.Sdk.Templates;

namespace Ketrew.PluginHost.Templates;

/// <summary>Evaluates the texts of a template. What goes wrong is told at its place, and questions name the place that asks.</summary>
/// <param name="program">The texts.</param>
/// <param name="questions">What they may ask.</param>
internal sealed class TemplateTexts(TemplateProgram program, TemplateQuestions questions)
{
    /// <summary>Runs the statements that come first.</summary>
    /// <exception cref="TemplateException">They make no sense.</exception>
    public void Run(TemplateText? script, ScriptScope scope)
    {
        if (script is not null && program.Script is { } statements)
        {
            At(script.Place, () => statements.Run(scope));
        }
    }

    /// <summary>The value of a text: of a lone expression that of the expression.</summary>
    /// <exception cref="TemplateException">It has none.</exception>
    public Value Evaluate(TemplateNode.Text text, ScriptScope scope) => At(text.Place, () => program.TextAt(text.Place).Evaluate(scope));

    /// <summary>The value of an expression without braces.</summary>
    /// <exception cref="TemplateException">It has none.</exception>
    public Value Evaluate(TemplateText expression, ScriptScope scope) => At(expression.Place, () => program.ExpressionAt(expression.Place).Evaluate(scope));

    /// <summary>The name of an entry.</summary>
    /// <exception cref="TemplateException">Its expressions make no sense.</exception>
    public string NameOf(TemplateEntry entry, ScriptScope scope) =>
        entry.HasExpressions ? At(entry.Place, () => program.TextAt(entry.Place).Render(scope)) : entry.Name;

    /// <summary>Does something on behalf of a place.</summary>
    /// <exception cref="TemplateException">What it threw, at the place where that happened: this one, or one that it called.</exception>
    public T At<T>(int place, Func<T> work)
    {
        questions.Place = place;
        try
        {
            return work();
        }
        catch (ScriptException exception)
        {
            throw new TemplateException(
                exception.Problem is { } problem ? TemplateFailure.Of(problem) : TemplateFailure.At(place, exception.Message, exception.Hint));
        }
    }

    /// <inheritdoc cref="At{T}"/>
    public void At(int place, Action work) => At(place, () =>
    {
        work();
        return true;
    });
}
