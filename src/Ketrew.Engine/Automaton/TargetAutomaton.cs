using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Automaton;

/// <summary>How a target's state changes. Pure and total: an event that means nothing in a state leaves it as it is.</summary>
public static class TargetAutomaton
{
    /// <summary>Answers what an event makes of a state.</summary>
    /// <param name="state">Where the target stands.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="rules">What holds for the target.</param>
    public static TargetTransition Step(TargetState state, TargetEvent happened, TargetRules rules) => (state, happened) switch
    {
        (TargetState.Passive, TargetEvent.Activated) => rules.HasCondition
            ? To(new TargetState.Evaluating(), TargetActions.Evaluate)
            : To(new TargetState.Waiting(), TargetActions.ActivateNeeds),
        // Nobody asks for it any more, but somebody did. Its needs are not looked at, so the rules must allow no other attempt.
        (TargetState.Passive, TargetEvent.FoundRunning found) => To(new TargetState.Running(found.Attempt), TargetActions.Adopt),

        (TargetState.Evaluating, TargetEvent.ConditionHeld) => To(new TargetState.AlreadyDone()),
        (TargetState.Evaluating, TargetEvent.ConditionOpen) => To(new TargetState.Waiting(), TargetActions.ActivateNeeds),
        (TargetState.Evaluating, TargetEvent.FoundRunning found) => To(new TargetState.Running(found.Attempt), TargetActions.Adopt),
        (TargetState.Evaluating, TargetEvent.Faulted fault) => To(new TargetState.Failed(0, new FailureReason.Faulted(fault.Message))),

        (TargetState.Waiting waiting, TargetEvent.NeedsMet) =>
            To(new TargetState.Checking(waiting.Attempt, waiting.Previous), TargetActions.Check),
        (TargetState.Waiting, TargetEvent.NeedsBroken broken) => To(new TargetState.NeedsFailed(broken.Causes)),

        // Its condition does not hold, whatever its fingerprint says.
        (TargetState.Checking checking, TargetEvent.FoundCurrent) when rules.HasCondition => Enqueue(checking.Attempt, checking.Previous),
        (TargetState.Checking, TargetEvent.FoundCurrent) => To(new TargetState.UpToDate()),
        (TargetState.Checking, TargetEvent.FoundEmpty) => To(new TargetState.UpToDate()),
        (TargetState.Checking checking, TargetEvent.FoundStale) => Enqueue(checking.Attempt, checking.Previous),
        (TargetState.Checking { Previous: null }, TargetEvent.FoundRunning found) => To(new TargetState.Running(found.Attempt), TargetActions.Adopt),
        // It has nothing to run: what it waits for is not there.
        (TargetState.Checking checking, TargetEvent.ConditionMissed missed) =>
            To(new TargetState.Failed(checking.Attempt - 1, new FailureReason.ConditionNotEnsured(missed.Condition))),
        (TargetState.Checking checking, TargetEvent.InputsMissed missed) =>
            To(new TargetState.Failed(checking.Attempt - 1, new FailureReason.InputsMissing(missed.Paths))),
        (TargetState.Checking checking, TargetEvent.Faulted fault) =>
            To(new TargetState.Failed(checking.Attempt - 1, new FailureReason.Faulted(fault.Message))),

        (TargetState.Ready ready, TargetEvent.SlotGranted) => To(new TargetState.Starting(ready.Attempt), TargetActions.Start),

        (TargetState.Starting starting, TargetEvent.Started) => To(new TargetState.Running(starting.Attempt)),
        // What never ran wrote nothing: whatever is in the place of its outputs is somebody else's.
        (TargetState.Starting starting, TargetEvent.Ended { Verdict: Verdict.StartRefused refused }) =>
            To(new TargetState.Failed(starting.Attempt, new FailureReason.StartRefused(refused.Message))),
        (TargetState.Starting starting, TargetEvent.Faulted fault) =>
            To(new TargetState.Failed(starting.Attempt, new FailureReason.Faulted(fault.Message))),
        (TargetState.Starting starting, TargetEvent.Ended ended) => Judge(starting.Attempt, ended, rules),
        (TargetState.Starting starting, TargetEvent.TimeoutReached timeout) => EndLate(starting.Attempt, timeout.Limit),
        (TargetState.Starting starting, TargetEvent.KillRequested kill) => EndAttempt(starting.Attempt, kill),
        (TargetState.Starting starting, TargetEvent.ContactLost lost) => To(new TargetState.Unknown(starting.Attempt, lost.At, lost.Why)),

        (TargetState.Running running, TargetEvent.Ended ended) => Judge(running.Attempt, ended, rules),
        (TargetState.Running running, TargetEvent.TimeoutReached timeout) => EndLate(running.Attempt, timeout.Limit),
        (TargetState.Running running, TargetEvent.KillRequested kill) => EndAttempt(running.Attempt, kill),
        (TargetState.Running running, TargetEvent.LetGo) => To(new TargetState.Detached(running.Attempt)),
        (TargetState.Running running, TargetEvent.ContactLost lost) => To(new TargetState.Unknown(running.Attempt, lost.At, lost.Why)),

        // Nobody knows whether it still runs, so its timeout means nothing until somebody does.
        (TargetState.Unknown unknown, TargetEvent.Ended ended) => Judge(unknown.Attempt, ended, rules),
        (TargetState.Unknown unknown, TargetEvent.ContactRegained or TargetEvent.Started) => To(new TargetState.Running(unknown.Attempt)),
        (TargetState.Unknown unknown, TargetEvent.KillRequested kill) => EndAttempt(unknown.Attempt, kill),
        (TargetState.Unknown unknown, TargetEvent.LetGo) => To(new TargetState.Detached(unknown.Attempt)),

        (TargetState.Verifying verifying, TargetEvent.OutputsFound) =>
            To(new TargetState.Succeeded(verifying.Attempt), TargetActions.RecordSuccess),
        (TargetState.Verifying verifying, TargetEvent.OutputsMissed missed) =>
            To(new TargetState.Failed(verifying.Attempt, new FailureReason.OutputsMissing(missed.Paths)), TargetActions.SetOutputsAside),
        (TargetState.Verifying verifying, TargetEvent.ConditionMissed missed) =>
            Fail(verifying.Attempt, new FailureReason.ConditionNotEnsured(missed.Condition), missed.At, rules),
        // Its commands succeeded and nothing was found to be wrong: nobody could look, or nobody wanted to wait for the answer. What it wrote may be whole.
        (TargetState.Verifying verifying, TargetEvent.Faulted fault) =>
            To(new TargetState.Failed(verifying.Attempt, new FailureReason.Faulted(fault.Message))),

        // An attempt that was taken over while the condition was asked leaves needs behind that nobody asked for yet.
        (TargetState.Retrying retrying, TargetEvent.RetryDue) => rules.HasCondition
            ? To(new TargetState.Waiting(retrying.Attempt + 1, retrying.Reason), TargetActions.ActivateNeeds)
            : Enqueue(retrying.Attempt + 1, retrying.Reason),
        // Its last attempt failed, and there will be no other one.
        (TargetState.Retrying retrying, TargetEvent.StopRequested or TargetEvent.KillRequested) =>
            To(new TargetState.Failed(retrying.Attempt, retrying.Reason)),

        (TargetState.Killing killing, TargetEvent.Ended ended) => Bury(killing, ended, rules),
        (TargetState.Killing { IsForced: false } killing, TargetEvent.GraceElapsed) =>
            To(killing with { IsForced = true }, TargetActions.ForceEnd),
        (TargetState.Killing { IsForced: true } killing, TargetEvent.GraceElapsed) =>
            To(new TargetState.Killed(killing.Attempt, IsConfirmed: false)),
        // Who asks a second time does not want to wait for the grace.
        (TargetState.Killing { IsForced: false } killing, TargetEvent.KillRequested kill)
            when killing.Timeout is null || kill.Strength is KillStrength.Kill =>
            To(killing with { IsForced = true, Timeout = null }, TargetActions.ForceEnd),
        // Its timeout asked first, so it hears nothing new; but now there will be no other attempt.
        (TargetState.Killing { Timeout: not null } killing, TargetEvent.KillRequested) => To(killing with { Timeout = null }),

        // It began after it was asked to end, and may not have heard it.
        (TargetState.Killing killing, TargetEvent.Started) =>
            To(killing with { }, killing.IsForced ? TargetActions.ForceEnd : TargetActions.Terminate),

        (TargetState.Waiting { Previous: { } reason } waiting, TargetEvent.StopRequested or TargetEvent.KillRequested) =>
            To(new TargetState.Failed(waiting.Attempt - 1, reason)),
        (TargetState.Checking { Previous: { } reason } checking, TargetEvent.StopRequested or TargetEvent.KillRequested) =>
            To(new TargetState.Failed(checking.Attempt - 1, reason)),
        (TargetState.Ready { Previous: { } reason } ready, TargetEvent.StopRequested or TargetEvent.KillRequested) =>
            To(new TargetState.Failed(ready.Attempt - 1, reason)),
        (TargetState.Evaluating or TargetState.Waiting or TargetState.Checking or TargetState.Ready, TargetEvent.StopRequested or TargetEvent.KillRequested) =>
            To(new TargetState.Withdrawn()),

        _ => To(state),
    };

    private static TargetTransition To(TargetState state, TargetActions actions = TargetActions.None) => new(state, actions);

    private static TargetTransition Enqueue(int attempt, FailureReason? previous) =>
        To(new TargetState.Ready(attempt, previous), TargetActions.Enqueue);

    private static TargetTransition EndLate(int attempt, TimeSpan limit) =>
        To(new TargetState.Killing(attempt, limit, IsForced: false), TargetActions.Terminate);

    private static TargetTransition EndAttempt(int attempt, TargetEvent.KillRequested kill) => kill.Strength is KillStrength.Kill
        ? To(new TargetState.Killing(attempt, Timeout: null, IsForced: true), TargetActions.ForceEnd)
        : To(new TargetState.Killing(attempt, Timeout: null, IsForced: false), TargetActions.Terminate);

    private static TargetTransition Judge(int attempt, TargetEvent.Ended ended, TargetRules rules) =>
        FailureReason.Of(ended.Verdict) is { } reason
            ? Fail(attempt, reason, ended.At, rules)
            : To(new TargetState.Verifying(attempt), TargetActions.Verify);

    private static TargetTransition Fail(int attempt, FailureReason reason, DateTimeOffset at, TargetRules rules) =>
        attempt <= rules.Retries.Count && reason.IsWorthRetrying
            ? To(
                new TargetState.Retrying(attempt, at + rules.Retries.DelayBefore(attempt + 1), reason),
                TargetActions.SetOutputsAside | TargetActions.ScheduleRetry)
            : To(new TargetState.Failed(attempt, reason), TargetActions.SetOutputsAside);

    // Exit code 0 is no success here: a script that traps TERM and leaves in peace has not done its work.
    private static TargetTransition Bury(TargetState.Killing killing, TargetEvent.Ended ended, TargetRules rules) =>
        killing.Timeout is { } limit
            ? Fail(killing.Attempt, new FailureReason.TimedOut(limit), ended.At, rules)
            : To(new TargetState.Killed(killing.Attempt, IsConfirmed: true), TargetActions.SetOutputsAside);
}
