using System.Text.RegularExpressions;

namespace Ketrew.CommandLine.Tests;

/// <summary>What a run did, read from what it printed.</summary>
internal static partial class ExecutedTargets
{
    /// <summary>The targets that ran, sorted.</summary>
    /// <param name="run">A run that must have succeeded.</param>
    public static string[] Of(Outcome run)
    {
        Assert.True(run.ExitCode == 0, run.ToString());
        return [.. Done().Matches(run.Output + run.Error).Select(match => match.Groups["id"].Value).Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"^\[\d+/\d+\] done (?<id>\S+) \(", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Done();
}
