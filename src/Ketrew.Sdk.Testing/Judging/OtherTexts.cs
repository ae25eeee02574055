using System.Globalization;

namespace Ketrew.Sdk.Testing.Judging;

/// <summary>What a text might be instead.</summary>
internal static class OtherTexts
{
    /// <summary>Other texts, each with a word for what was changed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pieceLimit">How many single lines are taken away.</param>
    public static IEnumerable<(string Change, string Text)> To(string text, int pieceLimit)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number < long.MaxValue)
        {
            yield return ("one higher", (number + 1).ToString(CultureInfo.InvariantCulture));
        }

        if (text is "true" or "false")
        {
            yield return ("the opposite", text is "true" ? "false" : "true");
        }

        yield return ("other letters and digits", Altered(text));
        yield return ("empty", "");
        foreach (ValueList<string> fewer in Pieces.Without(text.Split('\n').ToValueList(), pieceLimit))
        {
            yield return ("one line less", string.Join('\n', fewer));
        }

        yield return ("one line more", $"{text}{(text is "" or [.., '\n'] ? "" : "\n")}added\n");
    }

    /// <summary>A text with the same shape: every ASCII letter and digit is the next one, the last the first.</summary>
    /// <param name="text">Any text.</param>
    public static string Altered(string text) => string.Create(text.Length, text, static (altered, from) =>
    {
        for (int i = 0; i < from.Length; i++)
        {
            altered[i] = from[i] switch
            {
                'z' => 'a',
                'Z' => 'A',
                '9' => '0',
                var letter when char.IsAsciiLetterOrDigit(letter) => (char)(letter + 1),
                var other => other,
            };
        }
    });
}
