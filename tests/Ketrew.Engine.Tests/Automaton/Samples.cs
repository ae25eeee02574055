using Ketrew.Engine.Automaton;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Tests.Automaton;

/// <summary>At least one of every state and of every event.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset _moment = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly FailureReason _reason = new FailureReason.Exited(1, "");

    public static IReadOnlyList<TargetState> States { get; } =
    [
        new TargetState.Passive(), new TargetState.Waiting(), new TargetState.Checking(), new TargetState.Ready(1, null),
        new TargetState.Ready(2, _reason), new TargetState.Starting(1), new TargetState.Running(1), new TargetState.Verifying(2),
        new TargetState.Retrying(1, _moment, _reason), new TargetState.Killing(1, null, false), new TargetState.Killing(1, null, true),
        new TargetState.Killing(2, TimeSpan.FromSeconds(3), false), new TargetState.Killing(2, TimeSpan.FromSeconds(3), true),
        new TargetState.Succeeded(1), new TargetState.UpToDate(), new TargetState.Failed(1, _reason),
        new TargetState.NeedsFailed([new TargetId("need")]), new TargetState.Killed(1, true), new TargetState.Killed(1, false),
        new TargetState.Withdrawn(),
    ];

    public static IReadOnlyList<TargetEvent> Events { get; } =
    [
        new TargetEvent.Activated(), new TargetEvent.NeedsMet(), new TargetEvent.NeedsBroken([new TargetId("need")]),
        new TargetEvent.FoundCurrent(), new TargetEvent.FoundStale(), new TargetEvent.FoundEmpty(), new TargetEvent.InputsMissed(["x"]),
        new TargetEvent.SlotGranted(), new TargetEvent.Started(), new TargetEvent.Ended(new Verdict.Exited(0), _moment),
        new TargetEvent.Ended(new Verdict.Exited(1), _moment), new TargetEvent.Ended(new Verdict.Exited(127), _moment),
        new TargetEvent.Ended(new Verdict.Signaled(9), _moment), new TargetEvent.Ended(new Verdict.StartRefused("no"), _moment),
        new TargetEvent.Ended(new Verdict.Lost("gone"), _moment), new TargetEvent.OutputsFound(), new TargetEvent.OutputsMissed(["x"]),
        new TargetEvent.Faulted("disk full"), new TargetEvent.TimeoutReached(TimeSpan.FromSeconds(3)), new TargetEvent.RetryDue(),
        new TargetEvent.StopRequested(), new TargetEvent.KillRequested(), new TargetEvent.GraceElapsed(),
    ];
}
