using System.Globalization;
using System.Text.RegularExpressions;
using Ketrew.Backends.Scheduling;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Pbs;

/// <summary>What a job's attributes mean.</summary>
/// <param name="attributes">By name.</param>
internal sealed partial class PbsJob(Dictionary<string, string> attributes)
{
    private const int Deleted = 91;
    private const int Succeeded = 92;

    // What PBS itself reports as the exit status when it ended a job; Torque has other numbers for it.
    private const int NodeLost = -20;
    private const int MemoryExceeded = -26;
    private const int TotalMemoryExceeded = -25;
    private const int ProcessorTimeExceeded = -28;
    private const int WallTimeExceeded = -29;
    private const int TorqueMemoryExceeded = -10;
    private const int TorqueWallTimeExceeded = -11;
    private const int TorqueProcessorTimeExceeded = -12;

    private string State => Text("job_state") ?? "";

    private string Comment => Text("comment") ?? "";

    /// <summary>The name by which it is found again; null when it is none of ours.</summary>
    // Where there is room in the name of a job, that is it; its variables may not be shown there.
    public string? Name => Text($"Variable_List.{PbsCommands.NameVariable}")
        ?? Variable().Match(Text("Variable_List") ?? "") switch
        {
            { Success: true } match => match.Groups[1].Value,
            _ => Text("Job_Name") is { } name && name.StartsWith(PbsCommands.NamePrefix, StringComparison.Ordinal) ? name : null,
        };

    /// <summary>Where it is.</summary>
    public JobReport Report() => Place() with { Name = Name };

    private JobReport Place() => State switch
    {
        "F" or "X" or "C" => new JobReport(JobPhase.Ended, Describe()) { Began = Began(), End = End() },
        "M" => new JobReport(JobPhase.Ended, "M (moved to another server)"),
        "R" or "E" or "B" => new JobReport(JobPhase.Running, Describe()) { Began = Began(), WasRequeued = Number("run_count") > 1 },
        "S" or "U" => new JobReport(JobPhase.Suspended, Describe()) { Began = Began() },
        _ => new JobReport(WillNeverRun ? JobPhase.Stuck : JobPhase.Waiting, Describe()) { WasRequeued = Number("run_count") > 0 },
    };

    /// <summary>State and whatever explains it: <c>Q (Not Running: Not enough free nodes available)</c>.</summary>
    public string Describe()
    {
        string why = string.Join(", ", new[]
        {
            State == "H" ? $"held: {Text("Hold_Types")}" : "",
            Comment,
            State is "F" or "X" or "C" && ExitStatus is { } status ? string.Create(CultureInfo.InvariantCulture, $"exit status {status}") : "",
        }.Where(part => part.Length > 0));
        return why.Length == 0 ? State : $"{State} ({why})";
    }

    // It is queued for good: PBS accepts jobs that no node of it can hold, and holds those that failed to begin too often.
    private bool WillNeverRun =>
        Comment.StartsWith("Can Never Run", StringComparison.OrdinalIgnoreCase)
        || Comment.Contains("too many failed attempts", StringComparison.OrdinalIgnoreCase);

    private int? ExitStatus => Number("Exit_status") ?? Number("exit_status");

    private bool IsTorque => attributes.ContainsKey("exit_status");

    private Verdict? End() => (ExitStatus, Number("substate")) switch
    {
        (_, Deleted) => new Verdict.Cancelled("the job was deleted from the queue"),
        // A dependency that can't be fulfilled ends a job like this, among others.
        (null, Succeeded) => new Verdict.Cancelled("the scheduler dropped the job before it ran"),
        ( < 0 and int status, _) => Describe(status),
        _ => null,
    };

    private Verdict Describe(int status) => (IsTorque, status) switch
    {
        (false, WallTimeExceeded or ProcessorTimeExceeded) or (true, TorqueWallTimeExceeded or TorqueProcessorTimeExceeded) => new Verdict.TimeLimitReached(Describe()),
        (false, MemoryExceeded or TotalMemoryExceeded) or (true, TorqueMemoryExceeded) => new Verdict.OutOfMemory(),
        (false, NodeLost) => new Verdict.NodeFailed("the server lost the job's node"),
        _ => new Verdict.NodeFailed(string.Create(CultureInfo.InvariantCulture, $"PBS could not run the job: {Describe()}")),
    };

    private DateTimeOffset? Began() =>
        (Text("stime") ?? Text("start_time")) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds)
        : DateTimeOffset.TryParseExact(
            text, "ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite | DateTimeStyles.AssumeUniversal, out DateTimeOffset began) ? began
        : null;

    private string? Text(string name) => attributes.GetValueOrDefault(name);

    private int? Number(string name) =>
        int.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;

    [GeneratedRegex("(?:^|,)" + PbsCommands.NameVariable + "=([^,]*)")]
    private static partial Regex Variable();
}
