using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Plugins.Templates;

/// <summary>Names that expressions can say: those of fields, and of what <c>let</c> and <c>for</c> introduce.</summary>
internal static class VariableName
{
    // Words of the language, and the names of its function groups: a field called `string` would take `string.upcase` away.
    private static readonly string[] _reserved =
    [
        "array", "break", "capture", "case", "continue", "date", "do", "else", "empty", "end", "false", "for", "func", "html", "if", "import", "in", "include", "math",
        "null", "object", "readonly", "regex", "ret", "string", "tablerow", "this", "timespan", "true", "when", "while", "with", "wrap",
    ];

    /// <summary>Says whether a name can be one; false when it has been reported.</summary>
    public static bool Check(string name, SourceSpan? span, DecodeContext context)
    {
        bool isIdentifier = name.Length > 0
            && (char.IsAsciiLetterLower(name[0]) || name[0] == '_')
            && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_');
        return !isIdentifier ? context.Report(TemplateProblem.BadVariable(span, name))
            : !_reserved.Contains(name) || context.Report(TemplateProblem.ReservedVariable(span, name));
    }
}
