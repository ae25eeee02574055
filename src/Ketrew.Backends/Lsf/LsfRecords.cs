using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ketrew.Backends.Lsf;

/// <summary>Reads what <c>bjobs</c> and <c>bhist</c> tell, in JSON and as text for people.</summary>
internal static partial class LsfRecords
{
    /// <summary>Jobs of <c>bjobs -o … -json</c> by id; null when it isn't whole.</summary>
    public static Dictionary<string, LsfJob>? ReadJson(string text)
    {
        // What a site prints for its users may come first.
        int begin = text.IndexOf('{', StringComparison.Ordinal);
        try
        {
            using JsonDocument document = JsonDocument.Parse(begin < 0 ? "" : text[begin..]);
            return !document.RootElement.TryGetProperty("RECORDS", out JsonElement records) ? null
                : records.EnumerateArray().Where(record => record.TryGetProperty("STAT", out _))
                    .DistinctBy(record => Field(record, "JOBID"))
                    .ToDictionary(record => Field(record, "JOBID"), Job, StringComparer.Ordinal);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Jobs of <c>bjobs -l</c> by id; null when it isn't whole.</summary>
    public static Dictionary<string, LsfJob>? ReadLong(string text)
    {
        Dictionary<string, LsfJob> jobs = new(StringComparer.Ordinal);
        foreach (string block in Blocks(text))
        {
            if (Heading().Match(block) is not { Success: true } heading || Status().Match(block) is not { Success: true } status || !IsWhole(block))
            {
                return null;
            }

            jobs[heading.Groups[1].Value] = Ended(block, new LsfJob(status.Groups[1].Value)
            {
                JobName = heading.Groups[2].Value,
                PendingReason = status.Groups[1].Value == "PEND" ? PendingReasons(block) : "",
            });
        }

        return jobs;
    }

    /// <summary>Jobs of <c>bhist -l</c> that have ended, by id.</summary>
    public static Dictionary<string, LsfJob> ReadHistory(string text)
    {
        Dictionary<string, LsfJob> jobs = new(StringComparer.Ordinal);
        foreach (string block in Blocks(text))
        {
            // A job that was put back after its end goes on.
            int end = Math.Max(block.LastIndexOf(": Exited", StringComparison.Ordinal), block.LastIndexOf(": Done successfully", StringComparison.Ordinal));
            if (Heading().Match(block) is { Success: true } heading && end > block.LastIndexOf(": Pending: ", StringComparison.Ordinal) && end > 0)
            {
                string state = block.AsSpan(end).StartsWith(": Exited") ? "EXIT" : "DONE";
                LsfJob job = Ended(block[end..], new LsfJob(state) { JobName = heading.Groups[2].Value });
                jobs[heading.Groups[1].Value] = job with { HasStarted = block.Contains(": Starting ", StringComparison.Ordinal) };
            }
        }

        return jobs;
    }

    /// <summary>Names of <c>bjobs -w</c> with their ids.</summary>
    public static List<(string Id, string Name)> ReadWide(string text)
    {
        // JOBID USER STAT QUEUE FROM_HOST EXEC_HOST JOB_NAME SUBMIT_TIME: the name may hold spaces, the time holds two.
        const int nameColumn = 6;
        const int timeWords = 3;
        return
        [
            .. text.Split('\n').Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Length > nameColumn + timeWords)
                .Select(words => (words[0], string.Join(' ', words[nameColumn..^timeWords]))),
        ];
    }

    private static LsfJob Job(JsonElement record) => new(Field(record, "STAT"))
    {
        JobName = Field(record, "JOB_NAME"),
        ExitCode = Field(record, "EXIT_CODE"),
        ExitReason = Field(record, "EXIT_REASON"),
        PendingReason = Field(record, "PEND_REASON"),
    };

    private static string Field(JsonElement record, string name) =>
        record.TryGetProperty(name, out JsonElement value) && value.ToString() is not "-" and var text ? text : "";

    private static LsfJob Ended(string block, LsfJob job) => job.State != "EXIT" ? job : job with
    {
        ExitCode = ExitedWith().Match(block) is { Success: true } exited ? exited.Groups[1].Value : "",
        ExitReason = Reason().Match(block) is { Success: true } reason ? reason.Groups[1].Value : "",
        HasStarted = block.Contains(": Started ", StringComparison.Ordinal) || block.Contains("[1] started on", StringComparison.Ordinal),
    };

    private static string PendingReasons(string block) =>
        Pending().Match(block) is { Success: true } match
            ? string.Join(", ", match.Groups[1].Value.Split(['\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            : "";

    private static bool IsWhole(string block) => block.Contains(" loadStop ", StringComparison.Ordinal);

    // Lines are broken at 79 characters, anywhere, and go on after 21 spaces.
    private static IEnumerable<string> Blocks(string text) =>
        Rule().Split(text.Replace("\n                     ", "", StringComparison.Ordinal)).Where(block => block.Contains("Job <", StringComparison.Ordinal));

    [GeneratedRegex(@"^-{60,}(?:\n|$)", RegexOptions.Multiline)]
    private static partial Regex Rule();

    [GeneratedRegex(@"^\s*Job <([^>]+)>(?:, Job Name <([^>]*)>)?")]
    private static partial Regex Heading();

    [GeneratedRegex(@"Status\s*<(\w+)>")]
    private static partial Regex Status();

    [GeneratedRegex(@"Exited with exit code (\d+)")]
    private static partial Regex ExitedWith();

    [GeneratedRegex(@"\b(TERM_\w+(?:: [^.\n]*)?)")]
    private static partial Regex Reason();

    [GeneratedRegex(@"PENDING REASONS:\n((?: [^\n]+(?:\n|$))+)")]
    private static partial Regex Pending();
}
