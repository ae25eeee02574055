using Ketrew.Engine.Automaton;
using Ketrew.Engine.Checking;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>What reaches the loop from other threads.</summary>
internal abstract record RunSignal
{
    private RunSignal()
    {
    }

    public sealed record Checked(int Target, CheckResult Result) : RunSignal;

    public sealed record Verified(int Target, SuccessRecord Success) : RunSignal;

    /// <summary>Something else happened to a target, whatever attempt it is at.</summary>
    public sealed record Happened(int Target, TargetEvent Event) : RunSignal;

    public sealed record AttemptStarted(AttemptReference Attempt, string Host, DateTimeOffset At) : RunSignal;

    public sealed record AttemptEnded(AttemptId Attempt, Verdict Verdict, DateTimeOffset At) : RunSignal
    {
        /// <summary>The attempt that took its slot at once; null when none did.</summary>
        public AttemptId? Successor { get; init; }

        /// <summary>True when nothing takes a free slot before this was heard.</summary>
        public bool IsHoldingOthers { get; init; }
    }

    /// <summary>A backend that is polled can't tell about an attempt any more, or can again.</summary>
    public sealed record ContactChanged(AttemptId Attempt, TargetEvent Event) : RunSignal;

    /// <summary>An attempt waits in its backend's queue now, or does no longer.</summary>
    public sealed record QueueChanged(AttemptId Attempt, AttemptObservation.Alive Observation) : RunSignal;

    /// <summary>An attempt that seems to take too long was looked for once more, and hasn't ended.</summary>
    public sealed record SeenAlive(AttemptId Attempt, AttemptObservation.Alive Observation) : RunSignal;

    /// <summary>What became of attempts that no target was at.</summary>
    public sealed record EarlierEnded(ValueList<EndedAttempt> Ended, DateTimeOffset At) : RunSignal;

    /// <summary>What is left of an attempt that did not die in time, for people.</summary>
    public sealed record SurvivorSeen(int Target, string Detail) : RunSignal;

    /// <summary>A timer went off; stale when the target's timer was set again since.</summary>
    public sealed record TimerElapsed(int Target, int Generation, TargetEvent Event) : RunSignal;

    /// <summary>A fault of the program itself on another thread.</summary>
    public sealed record Crashed(Exception Failure) : RunSignal;

    public sealed record StopRequested : RunSignal;

    public sealed record KillRequested : RunSignal;

    /// <summary>Somebody wants targets ended.</summary>
    public sealed record TargetKillRequested(
        ValueList<TargetId> Targets, KillStrength Strength, TaskCompletionSource<ValueList<KillReport>> Answer) : RunSignal;

    /// <summary>Somebody wants the run ended, perhaps with what earlier runs left.</summary>
    public sealed record RunKillRequested(
        KillStrength Strength, bool WithEarlierRuns, TaskCompletionSource<ValueList<KillReport>> Answer) : RunSignal;
}
