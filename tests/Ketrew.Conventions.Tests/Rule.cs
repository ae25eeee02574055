namespace Ketrew.Conventions.Tests;

/// <summary>How a broken convention is told: the rule, then every place, since xunit shows only the first few items of a list.</summary>
public static class Rule
{
    /// <summary>Fails and names every place when there is one.</summary>
    /// <param name="rule">What should hold, as a sentence.</param>
    /// <param name="violations">Where it doesn't; one line each.</param>
    public static void Holds(string rule, IEnumerable<string> violations)
    {
        string[] places = [.. violations];
        Assert.True(places.Length == 0, $"{rule}\n{string.Join('\n', places.Select(place => $"  {place}"))}");
    }
}
