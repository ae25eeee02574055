using System.Globalization;
using Ketrew.Backends.Scheduling;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.GridEngine;

/// <summary>What <c>qacct -j</c> tells of a job that has ended.</summary>
internal sealed class GridEngineAccount
{
    private const string Separator = "====";

    // What Grid Engine reports as `failed`; the exit status is 0 with most of them.
    private const int BadOutput = 26;
    private const int BadShell = 27;
    private const int BadDirectory = 28;
    private const int Rescheduled = 25;
    private const int Migrated = 24;
    private const int RescheduledByExitCode = 30;
    private const int LimitEnforced = 37;
    private const int KilledBySignal = 100;

    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    private GridEngineAccount(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            if (line.IndexOf(' ', StringComparison.Ordinal) is var end and > 0)
            {
                _fields[line[..end]] = line[end..].Trim();
            }
        }
    }

    /// <summary>Jobs by number; of one that was accounted for twice, the last time.</summary>
    public static Dictionary<string, JobReport> Read(string text)
    {
        Dictionary<string, JobReport> reports = new(StringComparer.Ordinal);
        foreach (string[] lines in Records(text))
        {
            GridEngineAccount account = new(lines);
            if (account.Text("jobnumber") is { Length: > 0 } id && !account.GoesOn)
            {
                reports[id] = account.Report();
            }
        }

        return reports;
    }

    private static IEnumerable<string[]> Records(string text) =>
        text.Split('\n').Aggregate(new List<List<string>>(), (records, line) =>
        {
            if (line.StartsWith(Separator, StringComparison.Ordinal) || records.Count == 0)
            {
                records.Add([]);
            }

            records[^1].Add(line);
            return records;
        }).Select(lines => lines.ToArray());

    // The job went back into the queue: this is not its end.
    private bool GoesOn => Failed is Rescheduled or Migrated or RescheduledByExitCode;

    private int Failed => Number("failed");

    private JobReport Report() => new(JobPhase.Ended, $"failed {Text("failed")}, exit status {Text("exit_status")}")
    {
        Name = Text("jobname")[(Text("jobname").LastIndexOf(GridEngineCommands.NameMark) + 1)..],
        End = End(),
    };

    private Verdict? End() => Failed switch
    {
        0 => null,
        BadOutput or BadShell or BadDirectory => new Verdict.StartRefused($"the job could not begin: failed {Text("failed")}"),
        LimitEnforced when IsOutOfMemory => new Verdict.OutOfMemory(),
        LimitEnforced => new Verdict.TimeLimitReached($"failed {Text("failed")}, after {Text("ru_wallclock")}"),
        KilledBySignal => new Verdict.Cancelled($"the job was deleted, or killed on {Text("hostname")}"),
        _ => new Verdict.NodeFailed($"failed {Text("failed")} on {Text("hostname")}"),
    };

    // One number for all limits; `category` holds what was asked for: -l h_rt=3,h_vmem=1G.
    private bool IsOutOfMemory => Text("category").Contains("h_vmem=", StringComparison.Ordinal)
        && !(Requested("h_rt") is { } limit && Number("ru_wallclock") >= limit);

    private int? Requested(string resource) =>
        Text("category").Split([' ', ',']).FirstOrDefault(word => word.StartsWith($"{resource}=", StringComparison.Ordinal)) is { } word
        && int.TryParse(word.AsSpan(resource.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;

    private string Text(string field) => _fields.GetValueOrDefault(field) ?? "";

    // 37  : qmaster enforced h_rt, h_cpu, or h_vmem limit
    private int Number(string field)
    {
        string text = Text(field);
        int end = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? text : text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
    }
}
