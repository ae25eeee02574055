using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Reading;

/// <summary>The parser's complaints in our words, with something to type.</summary>
internal static class SyntaxWording
{
    private static readonly (string Fragment, string Message, string? Hint)[] _wordings =
    [
        ("found invalid mapping", "`:` can't stand here",
            "begin a new line for a new field, indented as its neighbours, or put the whole value in quotes"),
        ("expected ',' or ']'", "expected `,` or `]` here", "write a `,` between two items, and `]` after the last one"),
        ("expected ',' or '}'", "expected `,` or `}` here", "write a `,` between two fields, and `}` after the last one"),
        ("did not find expected '-' indicator", "expected another `-` item here", "indent it as the items above"),
        ("did not find expected key", "expected a field here", "write `name: value`, indented as the fields above"),
        ("could not find expected ':'", "expected `:` after this name", "write `name: value`"),
        ("cannot start any token", "an unquoted value can't begin with this character", "put the value in quotes"),
        ("did not find expected node content", "expected a value here", "put the value in quotes when it begins with this character"),
        ("quoted scalar, found unexpected end", "this quote is never closed", "add the missing quote"),
        ("unexpected document indicator", "this quote is never closed", "add the missing quote"),
        ("unknown escape character", "unknown escape in a double-quoted value", "write `\\\\` for a backslash, or use single quotes"),
        ("expected hexadecimal number", "this escape needs hexadecimal digits", "write `\\\\` for a backslash, or use single quotes"),
        ("invalid Unicode", "this escape is no Unicode character", null),
        ("multi-line double-quoted scalar, found wrong indentation", "the lines of a quoted value must be indented deeper than its field", null),
        ("Block sequence entries are not allowed", "a `-` item can't stand here", "begin the list on a new line"),
        ("Mapping keys are not allowed", "`?` can't stand here", "put the value in quotes"),
        ("Mapping values are not allowed", "`:` can't stand here", "put the whole value in quotes"),
        ("more than one anchor", "a value can have one anchor only", null),
        ("Anchor before sequence entry", "an anchor can't stand before `-` on the same line", null),
        ("block scalar, did not find expected comment or line break", "the text must begin on the line after `|` or `>`", null),
        ("indentation indicator equal to 0", "the number after `|` or `>` must be 1 to 9", null),
        ("extra spaces in first line", "the empty lines above the text are indented deeper than the text", "remove the blanks from the empty lines"),
        ("more spaces in lines above", "the empty lines above the text are indented deeper than the text", "remove the blanks from the empty lines"),
        ("comment between adjacent scalars", "a comment can't stand inside a value of several lines", null),
        ("invalid comment after", "expected a blank before `#`", null),
        ("comment without whtespace", "expected a blank before `#`", null),
        ("%", "this line begins with `%`, which YAML keeps for itself", "put the value in quotes"),
        ("directive", "this line begins with `%`, which YAML keeps for itself", "put the value in quotes"),
        ("incompatible YAML document", "this version of YAML is unknown", "remove the `%YAML` line"),
        ("while scanning a tag", "this tag can't be read", "remove it, or put the value in quotes"),
        ("undefined tag handle", "this tag can't be read", "remove it, or put the value in quotes"),
        ("anchor or alias", "this name of an anchor can't be read", "use letters, digits, `-` and `_`"),
        ("after '...' marker", "nothing can follow `...` on its line", null),
        ("document", "expected one document only", "remove what follows"),
    ];

    /// <summary>A diagnostic for what the parser said.</summary>
    /// <param name="message">The parser's words; empty when it had none.</param>
    /// <param name="span">Where it stopped.</param>
    public static Diagnostic Describe(string message, SourceSpan span)
    {
        foreach ((string fragment, string wording, string? hint) in _wordings)
        {
            if (message.Contains(fragment, StringComparison.OrdinalIgnoreCase))
            {
                return Problem.Syntax(span, wording, hint);
            }
        }

        return Problem.Syntax(span, "the text above this place is not complete", "close the bracket or quote that is still open");
    }
}
