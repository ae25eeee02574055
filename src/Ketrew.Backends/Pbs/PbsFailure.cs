using System.Text.RegularExpressions;
using Ketrew.Backends.Hosts;

namespace Ketrew.Backends.Pbs;

/// <summary>What it means when a command of PBS fails. Exit codes are PBS's own error numbers modulo 256, so they overlap with those of signals.</summary>
internal static partial class PbsFailure
{
    private const int UnknownJob = 153;
    private const int Finished = 35;
    private const int WrongJobState = 168;
    private const int WrongJobId = 1;

    /// <summary>True when the server was not reached, or did not answer.</summary>
    public static bool IsUnreachable(CommandOutcome outcome) => Unreachable().IsMatch(outcome.Errors) || Unreachable().IsMatch(outcome.Output);

    /// <summary>True when the server answered, whether or not it has each job. Of several jobs, the exit code tells of the last.</summary>
    public static bool IsAnswer(CommandOutcome outcome) =>
        !Unreachable().IsMatch(outcome.Errors)
        && (outcome.Code is 0 or UnknownJob or Finished || (outcome.Code == WrongJobId && outcome.Errors.Contains("illegally formed job identifier", StringComparison.Ordinal)));

    /// <summary>True when there was no job to do something to.</summary>
    public static bool IsGone(CommandOutcome outcome) => outcome.Code is UnknownJob or Finished or WrongJobState;

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
        "cannot connect|couldn't connect|unable to contact|connection (?:refused|reset|timed out|closed)|connect failure|communication failure|End of File|pbsconf error"
        + "|premature end|protocol (?:failure|authentication)|not responding|timed out|server (?:is )?(?:shutting|busy|down)|Problem loading (?:jobs|slurm)|socket timed out",
        RegexOptions.IgnoreCase)]
    private static partial Regex Unreachable();

    [GeneratedRegex("would exceed|maximum number of jobs", RegexOptions.IgnoreCase)]
    private static partial Regex Full();
}
