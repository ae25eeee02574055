using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Reading;

/// <summary>What an unquoted scalar is by the YAML 1.2 core schema, section 10.3.2: <c>yes</c> and <c>on</c> are text.</summary>
internal static class CoreSchema
{
    /// <summary>The kind of a plain scalar.</summary>
    /// <param name="text">Without quotes, blanks around it removed.</param>
    public static ScalarKind Resolve(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return ScalarKind.Null;
        }

        // Every text that is not text begins with one of these; most texts end here.
        return text[0] switch
        {
            '~' or 'n' or 'N' or 't' or 'T' or 'f' or 'F' => ResolveWord(text),
            '-' or '+' or '.' or (>= '0' and <= '9') => ResolveNumber(text),
            _ => ScalarKind.Text,
        };
    }

    private static ScalarKind ResolveWord(ReadOnlySpan<char> text) => text switch
    {
        "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Boolean,
        _ => ScalarKind.Text,
    };

    private static ScalarKind ResolveNumber(ReadOnlySpan<char> text)
    {
        if (text is ['0', 'o', .. var octal])
        {
            return !octal.IsEmpty && !octal.ContainsAnyExceptInRange('0', '7') ? ScalarKind.Integer : ScalarKind.Text;
        }

        if (text is ['0', 'x', .. var hexadecimal])
        {
            return !hexadecimal.IsEmpty && IsHexadecimal(hexadecimal) ? ScalarKind.Integer : ScalarKind.Text;
        }

        ReadOnlySpan<char> unsigned = text[0] is '-' or '+' ? text[1..] : text;
        if (unsigned is ".inf" or ".Inf" or ".INF" || text is ".nan" or ".NaN" or ".NAN")
        {
            return ScalarKind.Float;
        }

        int digits = CountDigits(unsigned);
        return digits > 0 && digits == unsigned.Length ? ScalarKind.Integer
            : IsFraction(unsigned, digits) ? ScalarKind.Float
            : ScalarKind.Text;
    }

    private static bool IsFraction(ReadOnlySpan<char> text, int wholeDigits)
    {
        ReadOnlySpan<char> rest = text[wholeDigits..];
        int fractionDigits = 0;
        if (rest is ['.', .. var fraction])
        {
            fractionDigits = CountDigits(fraction);
            rest = fraction[fractionDigits..];
        }

        if (wholeDigits + fractionDigits == 0)
        {
            return false;
        }

        if (rest is ['e' or 'E', .. var exponent])
        {
            ReadOnlySpan<char> power = exponent is ['-' or '+', ..] ? exponent[1..] : exponent;
            return !power.IsEmpty && CountDigits(power) == power.Length;
        }

        return rest.IsEmpty;
    }

    private static int CountDigits(ReadOnlySpan<char> text) =>
        text.IndexOfAnyExceptInRange('0', '9') is >= 0 and int end ? end : text.Length;

    private static bool IsHexadecimal(ReadOnlySpan<char> text)
    {
        foreach (char character in text)
        {
            if (!char.IsAsciiHexDigit(character))
            {
                return false;
            }
        }

        return true;
    }
}
