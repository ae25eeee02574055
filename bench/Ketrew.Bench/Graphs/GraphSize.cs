using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ketrew.Bench.Graphs;

/// <summary>How large a graph is, and how often everything is done with it.</summary>
/// <param name="Targets">How many.</param>
/// <param name="Rounds">How often all cases are gone through.</param>
internal sealed record GraphSize(int Targets, int Rounds)
{
    /// <summary>Reads <c>1000</c> or <c>1000x5</c>.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="rounds">Where nothing is said.</param>
    /// <param name="size">The size; null when there is none.</param>
    public static bool TryParse(string text, int rounds, [NotNullWhen(true)] out GraphSize? size)
    {
        string[] parts = text.Split('x');
        bool good = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int targets) && targets > 0;
        if (parts.Length > 1)
        {
            good &= int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out rounds) && rounds > 0;
        }

        size = good && parts.Length <= 2 ? new GraphSize(targets, rounds) : null;
        return size is not null;
    }
}
