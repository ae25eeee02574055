using System.Diagnostics;
using System.Globalization;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Daemonize;

/// <summary>What the verdict file of a job says. Only a whole one is one: no beginning of a verdict is a verdict.</summary>
internal static class VerdictText
{
    private const string Version = "ketrew-verdict/1";
    private const string End = "\nend\n";

    /// <summary>Reads a verdict; what follows its last line is of no interest.</summary>
    /// <returns>Null when it isn't one.</returns>
    public static Verdict? Parse(string text)
    {
        int end = text.IndexOf(End, StringComparison.Ordinal);
        if (end < 0 || !text.StartsWith(Version + '\n', StringComparison.Ordinal))
        {
            return null;
        }

        Dictionary<string, string[]> fields = new(StringComparer.Ordinal);
        foreach (string line in text[..end].Split('\n'))
        {
            string[] cells = line.Split('\t');
            fields[cells[0]] = cells[1..];
        }

        return Result(fields) is { } verdict
            ? verdict with { Step = RecordText.Unescape(Single(fields, "step")), Usage = Usage(fields) }
            : null;
    }

    /// <summary>Writes a verdict of any kind, for later engines; processor time aside, <see cref="Parse"/> reads the same from it.</summary>
    public static string Write(Verdict verdict)
    {
        (string result, string detail) = verdict switch
        {
            Verdict.Exited exited => ("exit", exited.Code.ToString(CultureInfo.InvariantCulture)),
            Verdict.Signaled signaled => ("signal", signaled.Signal.ToString(CultureInfo.InvariantCulture)),
            Verdict.OutOfMemory => ("memory", "9"),
            Verdict.StartRefused refused => ("refused", refused.Message),
            Verdict.NodeFailed failed => ("node", failed.Why),
            Verdict.TimeLimitReached limit => ("time", limit.Why),
            Verdict.Preempted preempted => ("preempted", preempted.Why),
            Verdict.Cancelled cancelled => ("cancelled", cancelled.Why),
            Verdict.Lost lost => ("lost", lost.Why),
            _ => throw new UnreachableException(),
        };
        return $"{Version}\nresult\t{result}\t{RecordText.Escape(detail)}\nstep\t{RecordText.Escape(verdict.Step)}\nuser\t{Time(verdict.Usage.UserTime)}\nsystem\t{Time(verdict.Usage.SystemTime)}{End}";
    }

    /// <summary>True when a playground holds a verdict that can be read.</summary>
    public static bool IsIn(Playground playground) =>
        FileContent.Read(playground.Verdict) is FileContent.Found { Text: var text } && Parse(text) is not null;

    /// <summary>What a playground holds of a verdict, without what is left of the room that was taken for it.</summary>
    /// <exception cref="BackendException">There is none yet.</exception>
    public static QueryAnswer Answer(Playground playground) => FileContent.Read(playground.Verdict) switch
    {
        FileContent.Found { Text: var text } when text.IndexOf(End, StringComparison.Ordinal) is >= 0 and int end => new QueryAnswer.Text(text[..(end + End.Length)]),
        FileContent.Unreadable { Why: var why } => throw new BackendException($"The verdict can't be read: {why}"),
        _ => throw new BackendException("There is no verdict yet."),
    };

    private static Verdict? Result(Dictionary<string, string[]> fields) => fields.GetValueOrDefault("result") switch
    {
        ["exit", var code] when TryParse(code, out int number) => new Verdict.Exited(number),
        ["signal", var signal] when TryParse(signal, out int number) => new Verdict.Signaled(number),
        ["memory", _] => new Verdict.OutOfMemory(),
        ["node", var why] => new Verdict.NodeFailed(RecordText.Unescape(why)),
        ["time", var why] => new Verdict.TimeLimitReached(RecordText.Unescape(why)),
        ["preempted", var why] => new Verdict.Preempted(RecordText.Unescape(why)),
        ["cancelled", var why] => new Verdict.Cancelled(RecordText.Unescape(why)),
        ["lost", var why] => new Verdict.Lost(RecordText.Unescape(why)),
        ["refused", var message] => new Verdict.StartRefused(RecordText.Unescape(message)),
        _ => null,
    };

    private static bool TryParse(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static ResourceUsage Usage(Dictionary<string, string[]> fields) =>
        new(Time(Single(fields, "user")), Time(Single(fields, "system")), 0);

    private static string Single(Dictionary<string, string[]> fields, string name) => fields.GetValueOrDefault(name) is [var value] ? value : "";

    private static string Time(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}m{time.TotalSeconds % 60:0.000000}s");

    // As `times` prints it: 1m2.34s.
    private static TimeSpan Time(string text) =>
        text.TrimEnd('s').Split('m') is [var minutes, var seconds]
        && TryParse(minutes, out int whole)
        && double.TryParse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double rest)
            ? TimeSpan.FromMinutes(whole) + TimeSpan.FromSeconds(rest)
            : TimeSpan.Zero;
}
