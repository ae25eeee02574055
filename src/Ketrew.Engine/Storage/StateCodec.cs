using System.Diagnostics;
using Ketrew.Engine.Automaton;
using Ketrew.Sdk;

namespace Ketrew.Engine.Storage;

/// <summary>Turns states into rows and back. The words are stored for ever.</summary>
internal static class StateCodec
{
    public static StoredState Encode(TargetState state) => state switch
    {
        TargetState.Passive => new("passive", 0),
        TargetState.Evaluating => new("evaluating", 0),
        TargetState.Waiting waiting => Encode(new("waiting", waiting.Attempt), waiting.Previous),
        TargetState.Checking checking => Encode(new("checking", checking.Attempt), checking.Previous),
        TargetState.Ready ready => Encode(new("ready", ready.Attempt), ready.Previous),
        TargetState.Starting starting => new("starting", starting.Attempt),
        TargetState.Running running => new("running", running.Attempt),
        TargetState.Unknown unknown => new("unknown", unknown.Attempt) { Until = StoredTime.Of(unknown.Since), Text = unknown.Why },
        TargetState.Verifying verifying => new("verifying", verifying.Attempt),
        TargetState.Retrying retrying =>
            Encode(new("retrying", retrying.Attempt) { Until = StoredTime.Of(retrying.Until) }, retrying.Reason),
        TargetState.Killing killing =>
            new("killing", killing.Attempt) { Number = killing.IsForced ? 1 : 0, Until = killing.Timeout is { } limit ? StoredTime.Of(limit) : null },
        TargetState.Succeeded succeeded => new("succeeded", succeeded.Attempt),
        TargetState.UpToDate => new("up-to-date", 0),
        TargetState.AlreadyDone => new("already-done", 0),
        TargetState.Failed failed => Encode(new("failed", failed.Attempt), failed.Reason),
        TargetState.NeedsFailed needs => new("needs-failed", 0) { Text = string.Join('\n', needs.Needs) },
        TargetState.Killed killed => new("killed", killed.Attempt) { Number = killed.IsConfirmed ? 1 : 0 },
        TargetState.Detached detached => new("detached", detached.Attempt),
        TargetState.Withdrawn => new("withdrawn", 0),
        _ => throw new UnreachableException(),
    };

    public static TargetState Decode(StoredState row) => row.Name switch
    {
        "passive" => new TargetState.Passive(),
        "evaluating" => new TargetState.Evaluating(),
        "waiting" => new TargetState.Waiting(row.Attempt, row.Reason is null ? null : DecodeReason(row)),
        "checking" => new TargetState.Checking(row.Attempt, row.Reason is null ? null : DecodeReason(row)),
        "ready" => new TargetState.Ready(row.Attempt, row.Reason is null ? null : DecodeReason(row)),
        "starting" => new TargetState.Starting(row.Attempt),
        "running" => new TargetState.Running(row.Attempt),
        "unknown" => new TargetState.Unknown(row.Attempt, StoredTime.Moment(row.Until ?? 0), row.Text ?? ""),
        "verifying" => new TargetState.Verifying(row.Attempt),
        "retrying" => new TargetState.Retrying(row.Attempt, StoredTime.Moment(row.Until ?? 0), DecodeReason(row)),
        "killing" => new TargetState.Killing(row.Attempt, row.Until is { } limit ? StoredTime.Duration(limit) : null, row.Number == 1),
        "succeeded" => new TargetState.Succeeded(row.Attempt),
        "up-to-date" => new TargetState.UpToDate(),
        "already-done" => new TargetState.AlreadyDone(),
        "failed" => new TargetState.Failed(row.Attempt, DecodeReason(row)),
        "needs-failed" => new TargetState.NeedsFailed([.. Lines(row.Text).Select(id => new TargetId(id))]),
        "killed" => new TargetState.Killed(row.Attempt, row.Number == 1),
        "detached" => new TargetState.Detached(row.Attempt),
        "withdrawn" => new TargetState.Withdrawn(),
        _ => throw new UnreachableException($"The state database holds a state `{row.Name}`."),
    };

    private static StoredState Encode(StoredState row, FailureReason? reason) => reason switch
    {
        null => row,
        FailureReason.Exited exited => row with { Reason = "exited", Number = exited.Code, Text = exited.Step },
        FailureReason.Signaled signaled => row with { Reason = "signaled", Number = signaled.Signal, Text = signaled.Step },
        FailureReason.TimedOut timedOut => row with { Reason = "timed-out", Number = StoredTime.Of(timedOut.Limit) },
        FailureReason.InputsMissing inputs => row with { Reason = "inputs-missing", Text = string.Join('\n', inputs.Paths) },
        FailureReason.OutputsMissing outputs => row with { Reason = "outputs-missing", Text = string.Join('\n', outputs.Paths) },
        FailureReason.ConditionNotEnsured condition => row with { Reason = "condition-not-ensured", Text = condition.Condition },
        FailureReason.OutOfMemory memory => row with { Reason = "out-of-memory", Text = memory.Step },
        FailureReason.NodeFailed node => row with { Reason = "node-failed", Text = node.Why },
        FailureReason.TimeLimitReached limit => row with { Reason = "time-limit", Text = limit.Why },
        FailureReason.Preempted preempted => row with { Reason = "preempted", Text = preempted.Why },
        FailureReason.Cancelled cancelled => row with { Reason = "cancelled", Text = cancelled.Why },
        FailureReason.StartRefused refused => row with { Reason = "start-refused", Text = refused.Message },
        FailureReason.Lost lost => row with { Reason = "lost", Text = lost.Why },
        FailureReason.Faulted faulted => row with { Reason = "faulted", Text = faulted.Message },
        _ => throw new UnreachableException(),
    };

    private static FailureReason DecodeReason(StoredState row) => row.Reason switch
    {
        "exited" => new FailureReason.Exited((int)(row.Number ?? 0), row.Text ?? ""),
        "signaled" => new FailureReason.Signaled((int)(row.Number ?? 0), row.Text ?? ""),
        "timed-out" => new FailureReason.TimedOut(StoredTime.Duration(row.Number ?? 0)),
        "inputs-missing" => new FailureReason.InputsMissing([.. Lines(row.Text).Select(ProjectPath.Parse)]),
        "outputs-missing" => new FailureReason.OutputsMissing([.. Lines(row.Text).Select(ProjectPath.Parse)]),
        "condition-not-ensured" => new FailureReason.ConditionNotEnsured(row.Text ?? ""),
        "out-of-memory" => new FailureReason.OutOfMemory(row.Text ?? ""),
        "node-failed" => new FailureReason.NodeFailed(row.Text ?? ""),
        "time-limit" => new FailureReason.TimeLimitReached(row.Text ?? ""),
        "preempted" => new FailureReason.Preempted(row.Text ?? ""),
        "cancelled" => new FailureReason.Cancelled(row.Text ?? ""),
        "start-refused" => new FailureReason.StartRefused(row.Text ?? ""),
        "lost" => new FailureReason.Lost(row.Text ?? ""),
        "faulted" => new FailureReason.Faulted(row.Text ?? ""),
        _ => throw new UnreachableException($"The state database holds a reason `{row.Reason}`."),
    };

    private static string[] Lines(string? text) => string.IsNullOrEmpty(text) ? [] : text.Split('\n');
}
