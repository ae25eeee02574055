using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Ketrew.Backends.Scheduling;

namespace Ketrew.Backends.GridEngine;

/// <summary>Reads what <c>qstat -xml</c> tells of jobs, and why those that can't begin can't.</summary>
internal static partial class GridEngineQueue
{
    private const string End = "</job_info>";

    /// <summary>Jobs by number, in the order of the answer; null when it isn't whole.</summary>
    public static List<(string Id, JobReport Report)>? Read(string text)
    {
        int end = text.LastIndexOf(End, StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        Dictionary<string, string> reasons = Reasons(text[(end + End.Length)..]);
        try
        {
            // Names of jobs of others may hold what XML doesn't allow.
            using XmlReader reader = XmlReader.Create(
                new StringReader(text[..(end + End.Length)]), new XmlReaderSettings { CheckCharacters = false, DtdProcessing = DtdProcessing.Prohibit });
            return [.. XDocument.Load(reader).Descendants("job_list").Select(job => Report(job, reasons))];
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static (string Id, JobReport Report) Report(XElement job, Dictionary<string, string> reasons)
    {
        string id = job.Element("JB_job_number")?.Value ?? "";
        string state = job.Element("state")?.Value ?? "";
        string name = job.Element("JB_name")?.Value ?? "";
        string detail = reasons.GetValueOrDefault(id) is { } reason && state.Contains('E', StringComparison.Ordinal) ? $"{state} ({reason})" : state;
        return (id, new JobReport(PhaseOf(state), detail)
        {
            Began = Time(job.Element("JAT_start_time")?.Value),
            Name = name[(name.LastIndexOf(GridEngineCommands.NameMark) + 1)..],
            WasRequeued = state.Contains('R', StringComparison.Ordinal),
        });
    }

    // Letters add up: hqw waits and is held, dr runs and is to be ended, Eqw would wait if it could begin.
    private static JobPhase PhaseOf(string state) =>
        state.Contains('E', StringComparison.Ordinal) ? JobPhase.Stuck
        : state.Contains('z', StringComparison.Ordinal) ? JobPhase.Ended
        : state.AsSpan().ContainsAny('s', 'S', 'T') ? JobPhase.Suspended
        : state.AsSpan().ContainsAny('q', 'w', 't') ? JobPhase.Waiting
        : JobPhase.Running;

    private static Dictionary<string, string> Reasons(string text)
    {
        Dictionary<string, string> reasons = new(StringComparer.Ordinal);
        string job = "";
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith("job_number:", StringComparison.Ordinal))
            {
                job = line["job_number:".Length..].Trim();
            }
            else if (Reason().Match(line) is { Success: true } match)
            {
                reasons[job] = match.Groups[1].Value.Trim();
            }
        }

        return reasons;
    }

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParseExact(
            text, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    // error reason    1:      11/21/2026 00:54:30 [2000:2153]: error: can't chdir to /nonexistent/dir: No such file or directory
    [GeneratedRegex(@"^error reason\s+\d+:\s+(?:\S+ \S+ \[\d+:\d+\]: )?(?:error: )?(.*)$")]
    private static partial Regex Reason();
}
