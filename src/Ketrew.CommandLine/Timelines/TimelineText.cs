using System.Globalization;
using System.Text;
using Ketrew.CommandLine.Output;
using Ketrew.Engine.Storage;

namespace Ketrew.CommandLine.Timelines;

/// <summary>The longest path of a run as a table for a terminal.</summary>
internal static class TimelineText
{
    /// <summary>The table, with a line about the run before it.</summary>
    /// <param name="timeline">What is shown.</param>
    /// <param name="now">When it is shown.</param>
    /// <param name="moments">How times are written.</param>
    public static string Of(RunTimeline timeline, DateTimeOffset now, MomentText moments)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{RunText.Describe(timeline.Run, timeline.Progress, now, moments)}\n");
        if (timeline.LongestPath.IsEmpty)
        {
            return text.Append("nothing ran\n").ToString();
        }

        text.Append(CultureInfo.InvariantCulture, $"{StateText.Count(timeline.Bars.Count, "attempt")} on {StateText.Count(timeline.Lanes.Count, "slot")}\n");
        text.Append(CultureInfo.InvariantCulture, $"\nlongest path: {StateText.Count(timeline.LongestPath.Count, "attempt")}, {StateText.Describe(timeline.PathWork)} of work ({Percent(timeline, timeline.PathWork)}), {StateText.Describe(timeline.PathWait)} of waiting ({Percent(timeline, timeline.PathWait)})\n\n");
        text.Append("began      waited     ran        target\n");
        foreach (PathStep step in timeline.LongestPath)
        {
            text.Append(Line(timeline, step));
        }

        return text.ToString();
    }

    private static string Line(RunTimeline timeline, PathStep step)
    {
        AttemptRecord attempt = step.Bar.Attempt;
        string began = StateText.Describe(step.Bar.Began - timeline.From);
        string waited = StateText.Describe(step.Bar.Held + step.Bar.Queued);
        string number = attempt.Id.Number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", attempt {attempt.Id.Number}");
        string outcome = step.Bar.Outcome is AttemptOutcome.Done ? "" : $", {AttemptOutcomes.Name(step.Bar.Outcome)}";
        string waits = WaitText.Of(attempt) is { Length: > 0 } known ? $"  ({known})" : "";
        return $"{began,-9}  {waited,-9}  {StateText.Describe(step.Bar.Ran),-9}  {attempt.Id.Target}{number}{outcome}{waits}\n";
    }

    private static string Percent(RunTimeline timeline, TimeSpan part) =>
        string.Create(CultureInfo.InvariantCulture, $"{timeline.ShareOf(part) * 100:0} %");
}
