using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Reading;

/// <summary>Bytes of a file to text that YAML allows.</summary>
internal static class SourceText
{
    // YAML 1.2 section 5.1. A NUL matters most: the parser would take it for the end of the file.
    private static readonly SearchValues<char> _forbiddenCharacters = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(IsForbidden), '\uFFFE', '\uFFFF']);

    /// <summary>The text of a file, without byte order mark; null when it is none, and then there is a diagnostic.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="file">What to call it.</param>
    /// <param name="diagnostics">Where problems go.</param>
    public static string? Decode(ReadOnlySpan<byte> content, string file, List<Diagnostic> diagnostics)
    {
        ReadOnlySpan<byte> body = content.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
        if (Utf8.IsValid(body))
        {
            return Encoding.UTF8.GetString(body);
        }

        string before = Encoding.UTF8.GetString(body[..CountValidBytes(body)]);
        diagnostics.Add(Problem.NotUtf8(SpanAt(file, before, before.Length)));
        return null;
    }

    /// <summary>Says whether the text has no character that YAML forbids; reports the first one otherwise.</summary>
    /// <param name="text">The decoded file.</param>
    /// <param name="file">What to call it.</param>
    /// <param name="diagnostics">Where problems go.</param>
    public static bool Check(string text, string file, List<Diagnostic> diagnostics)
    {
        int index = text.AsSpan().IndexOfAny(_forbiddenCharacters);
        if (index < 0)
        {
            return true;
        }

        diagnostics.Add(Problem.ForbiddenCharacter(SpanAt(file, text, index), text[index]));
        return false;
    }

    /// <summary>The place of one character, counted from the beginning of the text.</summary>
    /// <param name="file">What to call the file.</param>
    /// <param name="text">The decoded file.</param>
    /// <param name="index">Zero-based.</param>
    public static SourceSpan SpanAt(string file, string text, int index)
    {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < index; i++)
        {
            // As the parser counts, and as YAML 1.1 did: three rare characters end lines too.
            if (text[i] is '\n' or '\u0085' or '\u2028' or '\u2029' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                line++;
                lineStart = i + 1;
            }
        }

        int column = index - lineStart + 1;
        return new SourceSpan(file, line, column, line, column + 1);
    }

    private static bool IsForbidden(char character) =>
        char.IsControl(character) && character is not ('\t' or '\n' or '\r' or '\u0085');

    private static int CountValidBytes(ReadOnlySpan<byte> content)
    {
        int position = 0;
        while (Rune.DecodeFromUtf8(content[position..], out _, out int consumed) == OperationStatus.Done)
        {
            position += consumed;
        }

        return position;
    }
}
