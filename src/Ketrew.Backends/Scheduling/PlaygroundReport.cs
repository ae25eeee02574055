using System.Globalization;
using System.Text;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Hosts;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Scheduling;

/// <summary>What a look at playgrounds printed.</summary>
internal static class PlaygroundReport
{
    /// <summary>Reads what <see cref="PlaygroundCommands"/> printed.</summary>
    /// <param name="outcome">Of one of its commands.</param>
    /// <returns>What was seen, by <see cref="PlaygroundCommands.KeyOf"/>.</returns>
    /// <exception cref="BackendException">It could not look.</exception>
    public static Dictionary<string, PlaygroundSight> Read(CommandOutcome outcome)
    {
        if (outcome.Code != 0 && outcome.Errors.Length > 0)
        {
            throw new BackendException($"playgrounds can't be looked at: {outcome.Errors.Trim()}") { ExitCode = outcome.Code, StandardError = outcome.Errors, IsRecoverable = true };
        }

        Dictionary<string, PlaygroundSight> sights = new(StringComparer.Ordinal);
        foreach (string part in $"\n{outcome.Output}".Split("\n@ ").Skip(1))
        {
            string[] lines = part.TrimEnd('\n').Split('\n');
            sights[lines[0]] = Read(lines.AsSpan(1));
        }

        return sights;
    }

    private static PlaygroundSight Read(ReadOnlySpan<string> lines)
    {
        PlaygroundSight sight = PlaygroundSight.Empty;
        StringBuilder verdict = new();
        foreach (string line in lines)
        {
            int end = line.IndexOf(' ', StringComparison.Ordinal);
            (string word, string rest) = end < 0 ? (line, "") : (line[..end], line[(end + 1)..]);
            _ = word == "|" ? verdict.Append(rest).Append('\n') : verdict;
            sight = word switch
            {
                "content" => sight with { Content = rest },
                "process" => sight with { Claim = JobProcess.Parse(rest) is { } process ? new Claim.Job(process) : new Claim.Broken() },
                "withdrawn" => sight with { Claim = new Claim.Withdrawn() },
                "broken" => sight with { Claim = new Claim.Broken() },
                "unreadable" => sight with { Claim = new Claim.Unreadable(rest) },
                "killed" => sight with { Killed = int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out int signal) ? signal : 0 },
                "said" => sight with { Complaint = rest },
                _ => sight,
            };
        }

        return sight with { Verdict = VerdictText.Parse(verdict.ToString()) };
    }
}
