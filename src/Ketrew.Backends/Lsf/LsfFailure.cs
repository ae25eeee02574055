using System.Text.RegularExpressions;
using Ketrew.Backends.Hosts;

namespace Ketrew.Backends.Lsf;

/// <summary>What it means when a command of LSF fails: the exit code is 255 for everything, and sometimes for nothing.</summary>
internal static partial class LsfFailure
{
    /// <summary>True when the batch daemon was not reached.</summary>
    public static bool IsUnreachable(CommandOutcome outcome) => Unreachable().IsMatch(outcome.Errors);

    /// <summary>True when all that went wrong is that there are no such jobs.</summary>
    public static bool IsMissing(CommandOutcome outcome) => !IsUnreachable(outcome) && Missing().IsMatch(outcome.Errors + outcome.Output);

    /// <summary>True when there is no room now; there may be later.</summary>
    public static bool IsFull(CommandOutcome outcome) => Full().IsMatch(outcome.Errors);

    /// <summary>What a command said, in one line; its exit code when it said nothing.</summary>
    public static string Describe(CommandOutcome outcome)
    {
        string said = string.Join(
            "; ", $"{outcome.Errors}\n{outcome.Output}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return said.Length == 0 ? $"exit code {outcome.Code}" : said;
    }

    [GeneratedRegex(
        "not responding|still trying|connection refused|cannot connect|LSF is (?:down|retrying|processing)|please wait|LIM is down|LSF library call|communication time ?out|time(?:d)? ?out"
        + "|query limit exceeded|failed in sending", RegexOptions.IgnoreCase)]
    private static partial Regex Unreachable();

    [GeneratedRegex("is not found|No (?:matching|unfinished) job found|already finished|Job has finished", RegexOptions.IgnoreCase)]
    private static partial Regex Missing();

    [GeneratedRegex("pending job (?:threshold|limit)|job limit|limit (?:is |has been )?reached", RegexOptions.IgnoreCase)]
    private static partial Regex Full();
}
