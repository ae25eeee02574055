using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Binding;

/// <summary>What can be wrong with the fields that a user wrote, the same for stanzas of every kind.</summary>
internal static class BindingProblem
{
    public static StanzaDiagnostic Missing(string name, string example, FieldPath at) =>
        Problem(SdkCodes.MissingField, $"`{name}` is missing", $"{name}: {example}", at.ToString());

    public static StanzaDiagnostic Unknown(string name, string[] names, FieldPath at)
    {
        string? nearest = NearestName.Of(name, names);
        string hint = nearest is not null ? $"did you mean `{nearest}`?"
            : names.Length == 0 ? "remove it; there are no fields here"
            : $"the fields are {string.Join(", ", names.Select(known => $"`{known}`"))}";
        return Problem(SdkCodes.UnknownField, $"unknown field `{name}`", hint, $"{at / name}#");
    }

    public static StanzaDiagnostic NoMapping(Node node, FieldPath at) => WrongValue($"a mapping is wanted here, not {node.Description}", null, at);

    public static StanzaDiagnostic WrongValue(string problem, string? hint, FieldPath at) => Problem(SdkCodes.WrongValue, problem, hint, at.ToString());

    /// <summary>A word that is none of those that are taken.</summary>
    public static (string Problem, string? Hint) NoneOf(string text, string[] choices) => (
        $"`{text}` is none of {string.Join(", ", choices.Select(choice => $"`{choice}`"))}",
        NearestName.Of(text, choices) is { } nearest ? $"did you mean `{nearest}`?" : null);

    private static StanzaDiagnostic Problem(string code, string message, string? hint, string at) => new(code, Severity.Error, message, hint, at, "");
}
