using System.Globalization;
using Ketrew.Engine.Storage;

namespace Ketrew.CommandLine.Output;

/// <summary>What an attempt waited for before it began.</summary>
internal static class WaitText
{
    /// <summary>Less than that is the engine's own work, not a wait.</summary>
    public static TimeSpan Shortest { get; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Such as <c>needed `fetch`, waited 3 s for pool `disk`, 2 s for slurm</c>; empty when it waited for nothing.</summary>
    public static string Of(AttemptRecord attempt) => string.Join(", ", Parts(attempt));

    private static IEnumerable<string> Parts(AttemptRecord attempt)
    {
        if (attempt.Id.Number > 1)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"after attempt {attempt.Id.Number - 1}");
        }
        else if (attempt.ReleasedBy is { } need)
        {
            yield return $"needed `{need}`";
        }

        string waited = "waited ";
        if (Between(attempt.Ready, attempt.Intended) is { } held)
        {
            yield return $"{waited}{StateText.Describe(held)} for {(attempt.HeldBy is { } pool ? $"pool `{pool}`" : "a slot")}";
            waited = "";
        }

        if (attempt.Backend != "local" && Between(attempt.Intended, attempt.Started) is { } queued)
        {
            yield return $"{waited}{StateText.Describe(queued)} for {attempt.Backend}";
        }
    }

    private static TimeSpan? Between(DateTimeOffset? from, DateTimeOffset? to) => to - from is { } wait && wait >= Shortest ? wait : null;
}
