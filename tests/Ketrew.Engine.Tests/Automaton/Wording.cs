using System.Globalization;
using Ketrew.Engine.Automaton;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Tests.Automaton;

/// <summary>States, events and answers in a few words.</summary>
internal static class Wording
{
    public static string Of(TargetState state) => state switch
    {
        TargetState.Waiting waiting => $"Waiting {waiting.Attempt}{After(waiting.Previous)}",
        TargetState.Checking checking => $"Checking {checking.Attempt}{After(checking.Previous)}",
        TargetState.Ready ready => $"Ready {ready.Attempt}{After(ready.Previous)}",
        TargetState.Starting starting => $"Starting {starting.Attempt}",
        TargetState.Running running => $"Running {running.Attempt}",
        TargetState.Unknown unknown => $"Unknown {unknown.Attempt}",
        TargetState.Verifying verifying => $"Verifying {verifying.Attempt}",
        TargetState.Retrying retrying => $"Retrying {retrying.Attempt}{After(retrying.Reason)} {Delay(retrying.Until)}",
        TargetState.Killing killing =>
            $"Killing {killing.Attempt} {(killing.IsForced ? "by force" : "in peace")}{(killing.Timeout is null ? "" : " for its timeout")}",
        TargetState.Succeeded succeeded => $"Succeeded {succeeded.Attempt}",
        TargetState.Failed failed => $"Failed {failed.Attempt} by {Of(failed.Reason)}",
        TargetState.Killed killed => $"Killed {killed.Attempt}{(killed.IsConfirmed ? "" : " unconfirmed")}",
        TargetState.Detached detached => $"Detached {detached.Attempt}",
        _ => state.GetType().Name,
    };

    public static string Of(TargetEvent happened) => happened switch
    {
        TargetEvent.Ended { Verdict: Verdict.Exited { Code: var code } } => $"Ended Exited {code}",
        TargetEvent.Ended ended => $"Ended {ended.Verdict.GetType().Name}",
        TargetEvent.FoundRunning found => $"FoundRunning {found.Attempt}",
        TargetEvent.KillRequested kill => $"KillRequested {kill.Strength}",
        _ => happened.GetType().Name,
    };

    public static string Of(TargetTransition transition) => transition.Actions is TargetActions.None
        ? Of(transition.State)
        : $"{Of(transition.State)} [{transition.Actions}]";

    private static string Of(FailureReason reason) => reason.GetType().Name;

    private static string After(FailureReason? reason) => reason is null ? "" : $" after {Of(reason)}";

    private static string Delay(DateTimeOffset until) =>
        string.Create(CultureInfo.InvariantCulture, $"for {(until - Samples.Moment).TotalSeconds} s");
}
