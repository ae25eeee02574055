namespace Ketrew.Bench.Plotting;

/// <summary>Keeps labels that stand above each other legible.</summary>
internal static class Labels
{
    /// <summary>The nearest places to the wanted ones at which no two overlap, as far as there is room.</summary>
    /// <param name="wanted">Ascending.</param>
    /// <param name="distance">The least between two.</param>
    public static double[] Spread(IEnumerable<double> wanted, double distance)
    {
        double[] places = [.. wanted];
        // Two that overlap give way to each other; what that does to their neighbours is mended in the next rounds.
        for (int round = 0; round < 100; round++)
        {
            for (int i = 1; i < places.Length; i++)
            {
                double missing = Math.Max(0, distance - (places[i] - places[i - 1]));
                places[i - 1] -= missing / 2;
                places[i] += missing / 2;
            }
        }

        return places;
    }
}
