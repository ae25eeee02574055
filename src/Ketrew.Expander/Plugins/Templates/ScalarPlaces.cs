using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Plugins.Templates;

/// <summary>Finds a part of a scalar's text in the file: quotes, escapes, folded lines and indentation lie between.</summary>
internal static class ScalarPlaces
{
    /// <summary>The place of a part; null when the scalar stands elsewhere, as that of an alias does.</summary>
    /// <param name="file">The text of the file.</param>
    /// <param name="scalar">Where the scalar is.</param>
    /// <param name="text">Its text as YAML means it.</param>
    /// <param name="offset">Of the part, in the text.</param>
    /// <param name="length">Of the part.</param>
    public static SourceSpan? Find(string file, SourceSpan scalar, string text, int offset, int length)
    {
        if (offset < 0 || length > text.Length - offset || IndexOf(file, scalar) is not { } start)
        {
            return null;
        }

        int[] indexes = Walk(file, start, text);
        if (indexes.Length < text.Length)
        {
            return null;
        }

        // A part of several lines is marked up to the end of its first one, as everywhere.
        (int line, int column) = LineAndColumn(file, indexes[offset]);
        (int endLine, int endColumn) = LineAndColumn(file, indexes[offset + length - 1]);
        return new SourceSpan(scalar.File, line, column, endLine, endColumn + 1);
    }

    /// <summary>Where each character of the text stands in the file; fewer than there are when the two don't fit.</summary>
    private static int[] Walk(string file, int start, string text)
    {
        int position = SkipProperties(file, start);
        char style = position < file.Length ? file[position] : '\0';
        position = style switch
        {
            '|' or '>' => EndOfLine(file, position),
            '\'' or '"' => position + 1,
            _ => position,
        };
        List<int> indexes = new(text.Length);
        foreach (char character in text)
        {
            int at = position;
            position = Match(file, position, character, style, ref at);
            if (position < 0)
            {
                break;
            }

            indexes.Add(at);
        }

        return [.. indexes];
    }

    // Where the character ends; -1 when it can't be found. What was folded or indented away lies before it.
    private static int Match(string file, int position, char character, char style, ref int at)
    {
        if (character is ' ' or '\n')
        {
            // A blank or line break of the text may be one of the file, or stand for those that folding took away.
            at = Math.Min(position, file.Length - 1);
            bool isSame = position < file.Length && (file[position] == character || (character == '\n' && file[position] == '\r'));
            return !isSame ? Escape(file, position, character, style) ?? position : file[position] == '\r' ? position + 2 : position + 1;
        }

        while (position < file.Length && file[position] != character && (char.IsWhiteSpace(file[position]) || IsContinuation(file, position, style)))
        {
            position++;
        }

        at = Math.Min(position, file.Length - 1);
        if (style == '"' && position < file.Length && file[position] == '\\')
        {
            return Escape(file, position, character, style) ?? -1;
        }

        return position >= file.Length || file[position] != character ? -1
            : style == '\'' && character == '\'' ? position + 2
            : position + 1;
    }

    private static bool IsContinuation(string file, int position, char style) =>
        style == '"' && file[position] == '\\' && position + 1 < file.Length && file[position + 1] is '\n' or '\r';

    // What stands for a character is as long as its letter says; that it means the character was the parser's business.
    private static int? Escape(string file, int position, char character, char style)
    {
        if (style != '"' || position + 1 >= file.Length || file[position] != '\\')
        {
            return null;
        }

        return position + (file[position + 1] switch
        {
            'x' => 4,
            'u' => 6,
            'U' => char.IsHighSurrogate(character) ? 0 : 10,
            _ => 2,
        });
    }

    // `&anchor` and `!tag` stand before the scalar.
    private static int SkipProperties(string file, int position)
    {
        while (position < file.Length && file[position] is '&' or '!')
        {
            while (position < file.Length && !char.IsWhiteSpace(file[position]))
            {
                position++;
            }

            while (position < file.Length && char.IsWhiteSpace(file[position]))
            {
                position++;
            }
        }

        return position;
    }

    private static int EndOfLine(string file, int position) => file.IndexOf('\n', position) is >= 0 and int end ? end + 1 : file.Length;

    private static int? IndexOf(string file, SourceSpan span)
    {
        int position = 0;
        for (int line = 1; line < span.Line; line++)
        {
            position = EndOfLine(file, position);
        }

        position += span.Column - 1;
        return position < file.Length ? position : null;
    }

    private static (int Line, int Column) LineAndColumn(string file, int index)
    {
        ReadOnlySpan<char> before = file.AsSpan(0, index);
        return (before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }
}
