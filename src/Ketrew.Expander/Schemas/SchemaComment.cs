using System.Text;
using System.Text.RegularExpressions;

namespace Ketrew.Expander.Schemas;

/// <summary>The comment by which a file tells editors what its schema is: <c># yaml-language-server: $schema=.ketrew/workflow.schema.json</c>.</summary>
internal static partial class SchemaComment
{
    /// <summary>What the comment names, as written; null when there is none among the comments at the beginning.</summary>
    /// <param name="content">Of the file.</param>
    public static string? Find(ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
        {
            int end = content.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? content : content[..end];
            content = end < 0 ? [] : content[(end + 1)..];
            ReadOnlySpan<byte> text = line.Trim(" \t\r\uFEFF"u8);
            if (!text.IsEmpty && text[0] != '#')
            {
                return null;
            }

            if (Pattern().Match(Encoding.UTF8.GetString(text)) is { Success: true } match)
            {
                return match.Groups[1].Value;
            }
        }

        return null;
    }

    [GeneratedRegex(@"^#\s+yaml-language-server\s*:.*\$schema=(\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
