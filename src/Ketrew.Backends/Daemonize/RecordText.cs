using System.Text;

namespace Ketrew.Backends.Daemonize;

/// <summary>How texts are written in the fields of records and verdicts: without tabs and line ends.</summary>
internal static class RecordText
{
    /// <summary>The text with <c>\\</c>, <c>\t</c>, <c>\n</c> and <c>\r</c> for what would break a record.</summary>
    public static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal);

    /// <summary>The text that was escaped.</summary>
    public static string Unescape(string text)
    {
        StringBuilder plain = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            _ = text[i] != '\\' || i + 1 == text.Length ? plain.Append(text[i]) : plain.Append(Decode(text[++i]));
        }

        return plain.ToString();
    }

    private static char Decode(char letter) => letter switch
    {
        't' => '\t',
        'n' => '\n',
        'r' => '\r',
        _ => letter,
    };
}
