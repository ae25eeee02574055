namespace Ketrew.Expander.Differences;

/// <summary>
/// The shortest list of deleted and inserted lines, after Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).
/// Ours because the package that restores brings dependencies that cannot be published ahead of time.
/// </summary>
internal static class LineDifference
{
    // The table grows with the square of the edits; texts that differ more than this have nothing in common worth showing.
    private const int EditLimit = 1_000;

    /// <summary>All lines of both texts in order, each kept (<c>' '</c>), deleted (<c>-</c>) or inserted (<c>+</c>).</summary>
    /// <param name="before">The old lines.</param>
    /// <param name="after">The new lines.</param>
    public static List<DifferenceLine> Between(string[] before, string[] after)
    {
        int prefix = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        int suffix = before.Skip(prefix).Reverse().Zip(after.Skip(prefix).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        string[] old = before[prefix..^suffix];
        string[] now = after[prefix..^suffix];
        List<DifferenceLine> middle = Trace(old, now) is { } trace
            ? Walk(trace, old, now)
            : [.. old.Select(line => new DifferenceLine('-', line)), .. now.Select(line => new DifferenceLine('+', line))];
        return [.. before[..prefix].Select(Kept), .. middle, .. before[(before.Length - suffix)..].Select(Kept)];
    }

    // For each number of edits, how far each diagonal gets; null when the texts differ too much.
    private static List<int[]>? Trace(string[] old, string[] now)
    {
        List<int[]> trace = [];
        int most = Math.Min(old.Length + now.Length, EditLimit);
        int[] furthest = new int[(2 * most) + 3];
        for (int edits = 0; edits <= most; edits++)
        {
            trace.Add([.. furthest]);
            for (int diagonal = -edits; diagonal <= edits; diagonal += 2)
            {
                int x = GoesDown(furthest, most, diagonal, edits) ? furthest[most + 1 + diagonal + 1] : furthest[most + 1 + diagonal - 1] + 1;
                while (x < old.Length && x - diagonal < now.Length && old[x] == now[x - diagonal])
                {
                    x++;
                }

                furthest[most + 1 + diagonal] = x;
                if (x >= old.Length && x - diagonal >= now.Length)
                {
                    return trace;
                }
            }
        }

        return null;
    }

    private static List<DifferenceLine> Walk(List<int[]> trace, string[] old, string[] now)
    {
        List<DifferenceLine> lines = [];
        int x = old.Length;
        int y = now.Length;
        for (int edits = trace.Count - 1; edits >= 0; edits--)
        {
            int[] furthest = trace[edits];
            int most = (furthest.Length - 3) / 2;
            bool down = GoesDown(furthest, most, x - y, edits);
            int diagonal = down ? x - y + 1 : x - y - 1;
            int fromX = furthest[most + 1 + diagonal];
            int startX = edits == 0 ? 0 : down ? fromX : fromX + 1;
            while (x > startX)
            {
                lines.Add(Kept(old[--x]));
                y--;
            }

            if (edits > 0)
            {
                lines.Add(down ? new DifferenceLine('+', now[--y]) : new DifferenceLine('-', old[--x]));
            }
        }

        lines.Reverse();
        return lines;
    }

    private static bool GoesDown(int[] furthest, int most, int diagonal, int edits) =>
        diagonal == -edits || (diagonal != edits && furthest[most + 1 + diagonal - 1] < furthest[most + 1 + diagonal + 1]);

    private static DifferenceLine Kept(string line) => new(' ', line);
}

/// <summary>One line of a difference.</summary>
/// <param name="Mark"><c>' '</c>, <c>-</c> or <c>+</c>.</param>
/// <param name="Text">Without line end.</param>
public readonly record struct DifferenceLine(char Mark, string Text);
