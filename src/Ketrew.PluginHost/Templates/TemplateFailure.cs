using Ketrew.PluginHost.Scripting;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Templates;

namespace Ketrew.PluginHost.Templates;

/// <summary>What is wrong with a template, and where.</summary>
/// <param name="Message">One lower-case sentence without full stop.</param>
/// <param name="Hint">Something to type; null when there is nothing.</param>
/// <param name="Place">Where.</param>
internal sealed record TemplateFailure(string Message, string? Hint, TemplatePlace Place)
{
    /// <summary>What an expression can't do. Its place was made by <see cref="PlaceOf"/>.</summary>
    public static TemplateFailure Of(ScriptProblem problem)
    {
        // What is missing at the end is missing behind the last character.
        int offset = problem.Length > 0 ? problem.Offset : Math.Max(0, problem.Offset - 1);
        return new TemplateFailure(problem.Message, problem.Hint, new TemplatePlace(problem.Place.Line, problem.Place.Column + offset, Math.Max(1, problem.Length)));
    }

    /// <summary>A whole place.</summary>
    public static TemplateFailure At(int place, string message, string? hint = null) => new(message, hint, new TemplatePlace(place, 0, 0));

    /// <summary>What the script language is told about the place of a text, to get it back: it knows files and lines, and here are numbers and offsets.</summary>
    public static TextPlace PlaceOf(int place, int offset) => new("", place, offset);

    /// <summary>What the engine is told.</summary>
    public StanzaDiagnostic ToDiagnostic(string code) => new(code, Severity.Error, Message, Hint, "", $":{Place.Place}", Place);
}

/// <summary>Ends an expansion.</summary>
/// <param name="failure">Why.</param>
internal sealed class TemplateException(TemplateFailure failure) : Exception(failure.Message)
{
    /// <summary>Why.</summary>
    public TemplateFailure Failure { get; } = failure;
}
