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
        TargetState.AlreadyDone => "already-done",
        TargetState.Failed => "failed",
        TargetState.NeedsFailed => "blocked",
        TargetState.Killed => "killed",
        TargetState.Detached => "detached",
        TargetState.Withdrawn => "not-started",
        TargetState.Retrying => "retrying",
        TargetState.Killing => "killing",
        TargetState.Ready => "ready",
        TargetState.Unknown => "unknown",
        TargetState.Starting or TargetState.Running or TargetState.Verifying => "running",
        _ => "waiting",
    };

    /// <summary>What happened to it, as the rest of a sentence that begins with the target.</summary>
    public static string Describe(TargetState state) => state switch
    {
        TargetState.Failed failed => Describe(failed.Reason),
        TargetState.Retrying retrying => $"{Describe(retrying.Reason)}, and is tried again",
        TargetState.NeedsFailed blocked => $"needs {string.Join(", ", blocked.Needs.Select(need => $"`{need}`"))}",
        TargetState.Killing { Timeout: { } limit } => $"takes longer than {Sdk.Syntax.DurationText.Format(limit)} and is being ended",
        TargetState.Killing { IsForced: true } => "was asked to end, did not, and is being forced",
        TargetState.Killing => "was asked to end",
        TargetState.Detached => "was left running: `ketrew run` picks it up",
        TargetState.Unknown unknown => $"can't be seen: {unknown.Why}",
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
        FailureReason.ConditionNotEnsured missed => $"ended well but is not done: {missed.Condition}",
        FailureReason.OutOfMemory memory => $"ran out of memory{StepOf(memory.Step)}",
        FailureReason.NodeFailed node => $"was lost with its machine: {node.Why}",
        FailureReason.TimeLimitReached limit => $"took longer than it may: {limit.Why}",
        FailureReason.Preempted preempted => $"had to make room: {preempted.Why}",
        FailureReason.Cancelled cancelled => $"was cancelled by somebody else: {cancelled.Why}",
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

    /// <summary>The number of the attempt that a state is about; 0 when it is about none.</summary>
    public static int AttemptOf(TargetState state) => state switch
    {
        TargetState.Ready ready => ready.Attempt,
        TargetState.Starting starting => starting.Attempt,
        TargetState.Running running => running.Attempt,
        TargetState.Unknown unknown => unknown.Attempt,
        TargetState.Verifying verifying => verifying.Attempt,
        TargetState.Retrying retrying => retrying.Attempt,
        TargetState.Killing killing => killing.Attempt,
        TargetState.Succeeded succeeded => succeeded.Attempt,
        TargetState.Failed failed => failed.Attempt,
        TargetState.Killed killed => killed.Attempt,
        TargetState.Detached detached => detached.Attempt,
        _ => 0,
    };

    private static string StepOf(string step) => step.Length == 0 ? "" : $" in step `{step}`";

    private static string Paths(IEnumerable<Sdk.ProjectPath> paths) => string.Join(", ", paths.Select(path => $"`{path}`"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
