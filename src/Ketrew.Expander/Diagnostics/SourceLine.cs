using System.Globalization;
using System.Text;

namespace Ketrew.Expander.Diagnostics;

/// <summary>One line of a source text as a terminal shows it, and where the carets go.</summary>
/// <param name="Text">Tabs replaced, controls made visible, cut where it is too long.</param>
/// <param name="Indent">Cells before the first caret.</param>
/// <param name="Width">Carets; at least one.</param>
internal sealed record SourceLine(string Text, int Indent, int Width)
{
    private const int LongestLine = 100;
    private const int TabWidth = 4;
    private const string Cut = "…";

    /// <summary>Shows a line.</summary>
    /// <param name="line">Without its line break.</param>
    /// <param name="column">1-based, in UTF-16 units; may lie behind the end.</param>
    /// <param name="endColumn">After the last marked unit; what lies behind the end is not marked.</param>
    public static SourceLine Show(string line, int column, int endColumn)
    {
        int start = Math.Clamp(column - 1, 0, line.Length);
        int end = Math.Clamp(endColumn - 1, start, line.Length);
        (string before, string marked, string after) = (Display(line[..start]), Display(line[start..end]), Display(line[end..]));
        int room = LongestLine;
        if (CellsOf(before) + CellsOf(marked) > room)
        {
            before = TrimStart(before, Math.Max(room / 2, room - CellsOf(marked)));
        }

        marked = TrimEnd(marked, room - CellsOf(before));
        after = TrimEnd(after, room - CellsOf(before) - CellsOf(marked));
        return new SourceLine((before + marked + after).TrimEnd(), CellsOf(before), Math.Max(1, CellsOf(marked)));
    }

    // What can't be seen, or would move the cursor, is shown as its picture.
    private static string Display(string text)
    {
        StringBuilder shown = new(text.Length);
        foreach (char character in text)
        {
            _ = character switch
            {
                '\t' => shown.Append(' ', TabWidth),
                < ' ' => shown.Append((char)(0x2400 + character)),
                _ when char.IsControl(character) || IsDirectionMark(character) => shown.Append('\uFFFD'),
                _ => shown.Append(character),
            };
        }

        return shown.ToString();
    }

    private static string TrimStart(string text, int cells)
    {
        int[] starts = StringInfo.ParseCombiningCharacters(text);
        int index = starts.Length;
        int used = 1;
        while (index > 0 && used + CellsOf(text[starts[index - 1]..EndOf(starts, index - 1, text)]) <= cells)
        {
            used += CellsOf(text[starts[index - 1]..EndOf(starts, index - 1, text)]);
            index--;
        }

        return index == 0 ? text : Cut + (index == starts.Length ? "" : text[starts[index]..]);
    }

    private static string TrimEnd(string text, int cells)
    {
        if (CellsOf(text) <= cells)
        {
            return text;
        }

        int[] starts = StringInfo.ParseCombiningCharacters(text);
        int used = 1;
        int index = 0;
        while (index < starts.Length && used + CellsOf(text[starts[index]..EndOf(starts, index, text)]) <= cells)
        {
            used += CellsOf(text[starts[index]..EndOf(starts, index, text)]);
            index++;
        }

        return cells < 1 ? "" : text[..(index == 0 ? 0 : EndOf(starts, index - 1, text))] + Cut;
    }

    private static int EndOf(int[] starts, int index, string text) => index + 1 < starts.Length ? starts[index + 1] : text.Length;

    private static int CellsOf(string text)
    {
        int cells = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            cells += CellsOf(rune);
        }

        return cells;
    }

    private static int CellsOf(Rune rune) => rune.Value switch
    {
        < 0x300 => 1,
        0x200D or (>= 0xFE00 and <= 0xFE0F) => 0,
        _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF) or (>= 0xA960 and <= 0xA97F)
            or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60)
            or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F680 and <= 0x1F6FF) or (>= 0x1F900 and <= 0x1FAFF)
            or (>= 0x20000 and <= 0x3FFFD) => 2,
        _ => 1,
    };

    // These reorder what stands around them: a source line must look as it is stored.
    private static bool IsDirectionMark(char character) =>
        character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029';
}
