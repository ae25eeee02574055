namespace Ketrew.Expander.Diagnostics;

/// <summary>What somebody may have meant by a name that doesn't exist.</summary>
internal static class NearestName
{
    /// <summary>The candidate with the fewest edits; null when none is near enough to be meant.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="candidates">What exists; the first of equally near ones wins.</param>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        // One edit in three characters: beyond that a suggestion confuses more than it helps.
        int best = Math.Max(1, name.Length / 3) + 1;
        string? nearest = null;
        foreach (string candidate in candidates)
        {
            int distance = Distance(name, candidate, best);
            if (distance < best && distance < candidate.Length)
            {
                (best, nearest) = (distance, candidate);
            }
        }

        return nearest;
    }

    // Edits are insert, delete, replace and swap of neighbours.
    private static int Distance(string left, string right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) >= limit)
        {
            return limit;
        }

        if (string.Equals(left, right, StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        int[] beforeLast = new int[right.Length + 1];
        int[] last = [.. Enumerable.Range(0, right.Length + 1)];
        int[] current = new int[right.Length + 1];
        for (int i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replace = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replace, 1 + Math.Min(last[j], current[j - 1]));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[right.Length];
    }
}
