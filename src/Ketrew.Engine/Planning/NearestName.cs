namespace Ketrew.Engine.Planning;

/// <summary>Guesses what somebody meant to type.</summary>
internal static class NearestName
{
    /// <summary>The candidate with the fewest edits, when they are few for its length; null otherwise. Of equals the ordinally first.</summary>
    public static string? Of(string text, IEnumerable<string> candidates)
    {
        int limit = Math.Max(1, text.Length / 3);
        return candidates
            .Where(candidate => Math.Abs(candidate.Length - text.Length) <= limit)
            .Select(candidate => (Name: candidate, Distance: Distance(text, candidate)))
            .Where(candidate => candidate.Distance <= limit)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    // Edits of one character, and two neighbours swapped; three rows of the table are enough.
    private static int Distance(string left, string right)
    {
        int[] beforeLast = new int[right.Length + 1];
        int[] last = [.. Enumerable.Range(0, right.Length + 1)];
        int[] current = new int[right.Length + 1];
        for (int i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(last[j], current[j - 1]) + 1);
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
