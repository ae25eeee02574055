using Ketrew.Engine.Automaton;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Tests.Automaton;

/// <summary>At least one of every state, event, verdict and reason, and every variant that makes a difference.</summary>
internal static class Samples
{
    /// <summary>When everything happens.</summary>
    public static readonly DateTimeOffset Moment = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(3);

    private static readonly FailureReason _reason = new FailureReason.Exited(1, "");

    /// <summary>Two retries, so three attempts, for targets without a condition.</summary>
    public static TargetRules Rules { get; } = new(new RetryPolicy(2, TimeSpan.FromSeconds(1), 2), HasCondition: false);

    /// <summary>The same for targets with a condition.</summary>
    public static TargetRules RulesWithCondition { get; } = Rules with { HasCondition = true };

    /// <summary>Attempt 1 leaves retries, attempt 3 is the last one.</summary>
    public static IReadOnlyList<TargetState> States { get; } =
    [
        new TargetState.Passive(), new TargetState.Evaluating(),
        new TargetState.Waiting(), new TargetState.Waiting(2, _reason),
        new TargetState.Checking(), new TargetState.Checking(2, _reason),
        new TargetState.Ready(1, null), new TargetState.Ready(2, _reason),
        new TargetState.Starting(1), new TargetState.Starting(3),
        new TargetState.Running(1), new TargetState.Running(3),
        new TargetState.Unknown(1, Moment, "no route to host"), new TargetState.Unknown(3, Moment, "no route to host"),
        new TargetState.Verifying(1), new TargetState.Verifying(3),
        new TargetState.Retrying(1, Moment, _reason),
        new TargetState.Killing(1, null, IsForced: false), new TargetState.Killing(1, null, IsForced: true),
        new TargetState.Killing(1, _limit, IsForced: false), new TargetState.Killing(1, _limit, IsForced: true),
        new TargetState.Killing(3, _limit, IsForced: false), new TargetState.Killing(3, _limit, IsForced: true),
        new TargetState.Succeeded(1), new TargetState.UpToDate(), new TargetState.AlreadyDone(),
        new TargetState.Failed(0, new FailureReason.InputsMissing(["x"])), new TargetState.Failed(1, _reason),
        new TargetState.NeedsFailed([new TargetId("need")]),
        new TargetState.Killed(1, IsConfirmed: true), new TargetState.Killed(1, IsConfirmed: false),
        new TargetState.Detached(1), new TargetState.Withdrawn(),
    ];

    /// <summary>Code 1 is worth a retry, 127 is not.</summary>
    public static IReadOnlyList<Verdict> Verdicts { get; } =
    [
        new Verdict.Exited(0), new Verdict.Exited(1), new Verdict.Exited(127), new Verdict.Signaled(9), new Verdict.OutOfMemory(),
        new Verdict.NodeFailed("restarted"), new Verdict.StartRefused("no such queue"), new Verdict.Lost("gone"),
        new Verdict.TimeLimitReached("TIMEOUT"), new Verdict.Preempted("PREEMPTED"), new Verdict.Cancelled("by root"),
    ];

    public static IReadOnlyList<TargetEvent> Events { get; } =
    [
        new TargetEvent.Activated(), new TargetEvent.ConditionHeld(), new TargetEvent.ConditionOpen(),
        new TargetEvent.NeedsMet(), new TargetEvent.NeedsBroken([new TargetId("need")]),
        new TargetEvent.FoundCurrent(), new TargetEvent.FoundStale(), new TargetEvent.FoundRunning(1), new TargetEvent.FoundRunning(7),
        new TargetEvent.FoundEmpty(), new TargetEvent.InputsMissed(["x"]), new TargetEvent.SlotGranted(), new TargetEvent.Started(),
        .. Verdicts.Select(verdict => new TargetEvent.Ended(verdict, Moment)),
        new TargetEvent.ContactLost("no route to host", Moment), new TargetEvent.ContactRegained(), new TargetEvent.LetGo(),
        new TargetEvent.OutputsFound(), new TargetEvent.OutputsMissed(["x"]), new TargetEvent.ConditionMissed("`x` is there", Moment),
        new TargetEvent.Faulted("disk full"), new TargetEvent.TimeoutReached(_limit), new TargetEvent.RetryDue(), new TargetEvent.StopRequested(),
        new TargetEvent.KillRequested(KillStrength.Terminate), new TargetEvent.KillRequested(KillStrength.Kill), new TargetEvent.GraceElapsed(),
    ];

    public static IReadOnlyList<FailureReason> Reasons { get; } =
    [
        new FailureReason.Exited(3, "compile"), new FailureReason.Signaled(9, ""), new FailureReason.TimedOut(TimeSpan.FromSeconds(1.5)),
        new FailureReason.InputsMissing(["a", "b/c"]), new FailureReason.OutputsMissing(["d"]), new FailureReason.ConditionNotEnsured("`d` is there"),
        new FailureReason.OutOfMemory("link"), new FailureReason.NodeFailed("restarted"), new FailureReason.StartRefused("no\nway"),
        new FailureReason.TimeLimitReached("TIMEOUT"), new FailureReason.Preempted("PREEMPTED"), new FailureReason.Cancelled("by root"),
        new FailureReason.Lost("gone"), new FailureReason.Faulted("disk full"),
    ];
}
