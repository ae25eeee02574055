using System.Text.RegularExpressions;
using Ketrew.Backends.Hosts;

namespace Ketrew.Backends.GridEngine;

/// <summary>What it means when a command of Grid Engine fails: its exit code is 1 for nearly everything.</summary>
internal static partial class GridEngineFailure
{
    /// <summary>True when the master was not reached.</summary>
    public static bool IsUnreachable(CommandOutcome outcome) => Unreachable().IsMatch(outcome.Errors) || Unreachable().IsMatch(outcome.Output);

    /// <summary>True when there is no room now; there may be later.</summary>
    public static bool IsFull(CommandOutcome outcome) => Full().IsMatch(outcome.Errors);

    /// <summary>What a command said, in one line; its exit code when it said nothing.</summary>
    public static string Describe(CommandOutcome outcome)
    {
        string said = string.Join(
            "; ", $"{outcome.Errors}\n{outcome.Output}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line != "Exiting."));
        return said.Length == 0 ? $"exit code {outcome.Code}" : said;
    }

    [GeneratedRegex("commlib error|unable to (?:send message to|contact) qmaster|got (?:send|select|communication) error|can't connect|connection refused|timed out|qmaster is not", RegexOptions.IgnoreCase)]
    private static partial Regex Unreachable();

    [GeneratedRegex("job rejected: only \\d+ jobs|maximum number of|limit .*exceeded", RegexOptions.IgnoreCase)]
    private static partial Regex Full();
}
