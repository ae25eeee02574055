using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Diagnostics;

/// <summary>Every mistake of the definition of a template stanza: its code, its text, its hint.</summary>
/// <remarks>KE402–KE399; KE400 and KE401 come from the plugin host, which reads and runs the expressions.</remarks>
internal static class TemplateProblem
{
    public static Diagnostic UnknownType(Node at, string text, string? nearest) =>
        new("KE402", $"`{text}` is no type", at.Span)
        {
            Hint = nearest is null ? "the types are `text`, `boolean`, `integer`, `number`, `duration`, `size`, `path`, `glob`, `any`, `record`, `list of …` and `map of …`" : $"did you mean `{nearest}`?",
        };

    public static Diagnostic RecordWithoutFields(Node at) =>
        new("KE403", "a record needs `fields`", at.Span) { Hint = "add `fields: { host: text }`" };

    public static Diagnostic FieldsWithoutRecord(SourceSpan? at, string type) =>
        new("KE403", $"`fields` are those of a record, and this is `{type}`", at) { Hint = "write `type: record`, or `type: list of record`" };

    public static Diagnostic ChoicesWithoutText(SourceSpan? at, string type) =>
        new("KE403", $"`one_of` is for text, and this is `{type}`", at) { Hint = "write `type: text`, or remove it" };

    public static Diagnostic OptionalWithDefault(SourceSpan? at) =>
        new("KE404", "a field with a default can be left out anyway", at) { Hint = "remove `optional`" };

    public static Diagnostic WrongDefault(SourceSpan? at, string problem, string? hint) =>
        new("KE405", $"this default doesn't fit: {problem}", at) { Hint = hint };

    public static Diagnostic BadVariable(SourceSpan? at, string name) =>
        new("KE406", $"`{name}` can't be the name of a variable", at) { Hint = "use lower-case letters, digits and `_`; begin with a letter" };

    public static Diagnostic ReservedVariable(SourceSpan? at, string name) =>
        new("KE406", $"`{name}` can't be the name of a variable: it means something in the template language", at) { Hint = $"call it `{name}_`, or something that says more" };

    public static Diagnostic IncompleteControl(SourceSpan? at, string word, string wanted, string hint) =>
        new("KE407", $"`{word}` needs {wanted}", at) { Hint = hint, Notes = [LiteralKey(word)] };

    public static Diagnostic BesideControl(SourceSpan? at, string name, string word, string wanted) =>
        new("KE407", $"`{name}` can't stand beside `{word}`", at) { Hint = $"beside `{word}` stands {wanted}, and nothing else", Notes = [LiteralKey(word)] };

    public static Diagnostic BadLoop(Node at) =>
        new("KE408", "this doesn't say what is gone through", at.Span) { Hint = "write `for: name in names`, or `for: key, value in object`" };

    public static Diagnostic Braces(Node at, string text) =>
        new("KE409", "this is an expression already, without braces", at.Span) { Hint = $"write `{text.Trim('{', '}', '~', '-', ' ')}`" };

    private static DiagnosticNote LiteralKey(string word) => new($"a key that is really called so is written `\"{{{{ '{word}' }}}}\"`", null);
}
