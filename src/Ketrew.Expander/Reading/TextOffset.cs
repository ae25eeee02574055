namespace Ketrew.Expander.Reading;

/// <summary>Places of a text as the parser counts them, back to where they are in it.</summary>
internal static class TextOffset
{
    /// <summary>The index of a place; the end of the text for what is behind it.</summary>
    /// <param name="text">Without byte order mark.</param>
    /// <param name="line">Counted from 1.</param>
    /// <param name="column">Counted from 1, in UTF-16 units.</param>
    public static int Of(string text, int line, int column)
    {
        int start = 0;
        for (int passed = 1; passed < line; passed++)
        {
            int end = text.AsSpan(start).IndexOfAny("\n\r\u0085\u2028\u2029");
            if (end < 0)
            {
                return text.Length;
            }

            start += end + (text.AsSpan(start + end).StartsWith("\r\n") ? 2 : 1);
        }

        return Math.Min(text.Length, start + column - 1);
    }
}
