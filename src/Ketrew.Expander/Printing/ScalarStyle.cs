using System.Globalization;
using System.Text;
using Ketrew.Expander.Reading;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Printing;

/// <summary>How one scalar is written so that it is read again as it was: plain where that is possible, quoted where it is not.</summary>
internal static class ScalarStyle
{
    private const string Indicators = "-?:,[]{}#&*!|>'\"%@`";

    /// <summary>The scalar on one line.</summary>
    public static string Format(ScalarNode scalar)
    {
        if (scalar.Kind == ScalarKind.Text)
        {
            return Format(scalar.Text);
        }

        string text = scalar is { Kind: ScalarKind.Null, Text: "" } ? "null" : scalar.Text;
        return CoreSchema.Resolve(text) == scalar.Kind ? text : $"!!{TagOf(scalar.Kind)} {text}";
    }

    /// <summary>The name of a field on one line.</summary>
    public static string FormatName(string name) =>
        // YamlDotNet 16.3 takes the star in the plain name `a *b` for an alias.
        name.AsSpan().ContainsAny('*', '&') && IsPlain(name) ? Quote(name) : Format(name);

    /// <summary>Text on one line.</summary>
    public static string Format(string text) =>
        IsPlain(text) ? text
        : text.AsSpan().ContainsAny('"', '\\') && !HasEscape(text) ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'"
        : Quote(text);

    /// <summary>True when the text reads best, and unchanged, as a literal block.</summary>
    public static bool IsBlock(string text)
    {
        int lastBreak = text.LastIndexOf('\n');
        if (lastBreak < 0 || char.IsWhiteSpace(text[0]) || text.Any(character => character != '\n' && character != '\t' && NeedsEscape(character)))
        {
            return false;
        }

        // Blanks alone at the end would be taken for indentation.
        string tail = text[(lastBreak + 1)..];
        return tail.Length == 0 || !string.IsNullOrWhiteSpace(tail);
    }

    /// <summary>The header of a literal block: what happens to the line breaks at its end.</summary>
    public static string BlockHeader(string text) => !text.EndsWith('\n') ? "|-" : text.EndsWith("\n\n", StringComparison.Ordinal) ? "|+" : "|";

    private static bool IsPlain(string text) =>
        text.Length > 0
        && CoreSchema.Resolve(text) == ScalarKind.Text
        && BeginsPlain(text)
        && text[^1] is not (' ' or ':')
        && text != "<<"
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.Contains(" #", StringComparison.Ordinal)
        && !HasEscape(text);

    private static bool BeginsPlain(string text) => text[0] switch
    {
        '-' => text.Length > 1 && char.IsAsciiLetterOrDigit(text[1]),
        ' ' => false,
        '.' => !text.StartsWith("...", StringComparison.Ordinal),
        char first => !Indicators.Contains(first, StringComparison.Ordinal),
    };

    /// <summary>True for what can't stand in a line of YAML as it is.</summary>
    public static bool NeedsEscape(char character) =>
        char.IsControl(character) || character is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF';

    /// <summary>True for text with a character that can't stand in a line of YAML as it is.</summary>
    public static bool HasEscape(ReadOnlySpan<char> text)
    {
        foreach (char character in text)
        {
            if (NeedsEscape(character))
            {
                return true;
            }
        }

        return false;
    }

    // A half of a surrogate pair is no text; it could not be written as UTF-8 either.
    private static string Quote(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                <= 0xFFFF when NeedsEscape((char)rune.Value) => quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
                _ => quoted.Append(rune),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static string TagOf(ScalarKind kind) => kind switch
    {
        ScalarKind.Null => "null",
        ScalarKind.Boolean => "bool",
        ScalarKind.Integer => "int",
        _ => "float",
    };
}
