using System.Globalization;
using System.Text;
using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Output;

/// <summary>A run, and how targets stand: in it, or after all runs.</summary>
/// <param name="Run">Null before the first run.</param>
/// <param name="Progress">Whether that run goes on.</param>
/// <param name="Targets">In ordinal order of ids.</param>
/// <param name="Now">When they stand so.</param>
internal sealed record StatusReport(RunRecord? Run, RunProgress Progress, ValueList<TargetStatus> Targets, DateTimeOffset Now)
{
    /// <summary>True when only what happened in that run is shown.</summary>
    public bool IsOfOneRun { get; init; }

    /// <summary>One screen for people.</summary>
    /// <param name="all">Also the targets that are done.</param>
    /// <param name="moments">How times are written.</param>
    public string ToText(bool all, MomentText moments)
    {
        if (Run is not { } run)
        {
            return "nothing was run yet\n";
        }

        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{RunText.Describe(run, Progress, Now, moments)}\n");
        if (IsOfOneRun && RunText.Counts(run.Counts) is { Length: > 0 } counts)
        {
            text.Append(CultureInfo.InvariantCulture, $"{counts}\n");
        }
        else
        {
            AppendGroups(text);
        }

        TargetStatus[] shown = [.. Targets.Where(status => all || !status.State.IsSuccess)];
        if (shown.Length > 0)
        {
            int nameWidth = shown.Max(status => NameOf(status).Length);
            int width = shown.Max(status => status.Target.Value.Length);
            text.Append('\n').AppendJoin("", shown.Select(status => TargetLine(status, nameWidth, width)));
        }

        return text.ToString();
    }

    private void AppendGroups(StringBuilder text)
    {
        foreach (IGrouping<string, TargetStatus> group in Targets.GroupBy(NameOf).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{group.Count(),7} {group.Key}\n");
        }
    }

    // Between runs it makes no difference whether the last one had to do something.
    private string NameOf(TargetStatus status) => status.State switch
    {
        { IsSuccess: true } => "done",
        { IsFinal: true } => StateText.Name(status.State),
        _ => IsNow(status) ? StateText.Name(status.State) : $"was {StateText.Name(status.State)}",
    };

    // What was on its way in a run that ended unheard is on its way no more.
    private bool IsNow(TargetStatus status) => Progress is RunProgress.GoesOn && status.Run == Run?.Run;

    private string TargetLine(TargetStatus status, int nameWidth, int width)
    {
        string line = $"{NameOf(status).PadRight(nameWidth)}  {status.Target.Value.PadRight(width)}  {Time(status),-8}  {Why(status)}";
        return $"{line.ReplaceLineEndings(" ").TrimEnd()}\n";
    }

    private string Time(TargetStatus status) => status switch
    {
        { LastAttempt.Duration: { } duration } => StateText.Describe(duration),
        { LastAttempt: { } attempt, State.HasProcess: true } when IsNow(status) => StateText.Describe(Since(attempt.Began)),
        _ => "",
    };

    private string Why(TargetStatus status) => status.State switch
    {
        TargetState.Unknown unknown when IsNow(status) => $"no contact for {StateText.Describe(Since(unknown.Since))}: {unknown.Why}",
        TargetState.Detached when status.LastAttempt?.AdoptedBy is { } run && run > status.Run =>
            string.Create(CultureInfo.InvariantCulture, $"was left running; run {run} picked it up"),
        TargetState.Failed or TargetState.Killed or TargetState.NeedsFailed or TargetState.Detached => StateText.Describe(status.State),
        TargetState.Retrying or TargetState.Killing when IsNow(status) => StateText.Describe(status.State),
        _ => "",
    };

    private TimeSpan Since(DateTimeOffset moment) => Now > moment ? Now - moment : TimeSpan.Zero;
}
