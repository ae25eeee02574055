using System.Globalization;
using Ketrew.Engine.Automaton;

namespace Ketrew.CommandLine.Output;

/// <summary>States, reasons and times in the words that people and scripts read.</summary>
internal static class StateText
{
    /// <summary>One word for a state; also the value in JSON.</summary>
    public static string Name(TargetState state) => state switch
    {
        TargetState.Succeeded => "done",
        TargetState.UpToDate => "up-to-date",
        TargetState.Failed => "failed",
        TargetState.NeedsFailed => "blocked",
        TargetState.Killed => "killed",
        TargetState.Withdrawn => "not-started",
        TargetState.Retrying => "retrying",
        TargetState.Killing => "killing",
        TargetState.Ready => "ready",
        TargetState.Starting or TargetState.Running or TargetState.Verifying => "running",
        _ => "waiting",
    };

    /// <summary>What went wrong, as the rest of a sentence that begins with the target.</summary>
    public static string Describe(TargetState state) => state switch
    {
        TargetState.Failed failed => Describe(failed.Reason),
        TargetState.Killed { IsConfirmed: false } => "was killed, but did not die in time: something of it may still run",
        TargetState.Killed => "was killed",
        _ => Name(state),
    };

    /// <summary>A reason, as the rest of a sentence that begins with the target.</summary>
    public static string Describe(FailureReason reason) => reason switch
    {
        FailureReason.Exited exited => Invariant($"ended with exit code {exited.Code}{StepOf(exited.Step)}"),
        FailureReason.Signaled signaled => Invariant($"was ended by signal {signaled.Signal}{StepOf(signaled.Step)}"),
        FailureReason.TimedOut timedOut => $"took longer than {Sdk.Syntax.DurationText.Format(timedOut.Limit)}",
        FailureReason.InputsMissing missing => $"needs {Paths(missing.Paths)}, which is not there",
        FailureReason.OutputsMissing missing => $"ended well but did not write {Paths(missing.Paths)}",
        FailureReason.StartRefused refused => $"could not be started: {refused.Message}",
        FailureReason.Lost lost => $"was lost: {lost.Why}",
        FailureReason.Faulted faulted => faulted.Message,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A time span as a person says it: <c>0.42 s</c>, <c>12 s</c>, <c>3 m 20 s</c>, <c>2 h 5 m</c>.</summary>
    public static string Describe(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 10 } => Invariant($"{duration.TotalSeconds:0.00} s"),
        { TotalMinutes: < 1 } => Invariant($"{duration.TotalSeconds:0} s"),
        { TotalHours: < 1 } => Invariant($"{duration.Minutes} m {duration.Seconds} s"),
        _ => Invariant($"{(int)duration.TotalHours} h {duration.Minutes} m"),
    };

    /// <summary>A number with its noun: <c>1 target</c>, <c>2 targets</c>.</summary>
    public static string Count(int count, string noun) => Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string StepOf(string step) => step.Length == 0 ? "" : $" in step `{step}`";

    private static string Paths(IEnumerable<Sdk.ProjectPath> paths) => string.Join(", ", paths.Select(path => $"`{path}`"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
