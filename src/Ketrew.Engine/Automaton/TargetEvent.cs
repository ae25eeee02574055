using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Automaton;

/// <summary>Something that happens to a target.</summary>
public abstract record TargetEvent
{
    private TargetEvent()
    {
    }

    /// <summary>Somebody asked for it.</summary>
    public sealed record Activated : TargetEvent;

    /// <summary>Its condition holds.</summary>
    public sealed record ConditionHeld : TargetEvent;

    /// <summary>Its condition does not hold, so it must run.</summary>
    public sealed record ConditionOpen : TargetEvent;

    /// <summary>All its needs succeeded.</summary>
    public sealed record NeedsMet : TargetEvent;

    /// <summary>A need can't be had.</summary>
    /// <param name="Causes">The targets that failed or were killed.</param>
    public sealed record NeedsBroken(ValueList<TargetId> Causes) : TargetEvent;

    /// <summary>Its fingerprint and outputs are what they were.</summary>
    public sealed record FoundCurrent : TargetEvent;

    /// <summary>It must run.</summary>
    public sealed record FoundStale : TargetEvent;

    /// <summary>An attempt of an earlier engine is at it already, doing the same.</summary>
    /// <param name="Attempt">The number of that attempt.</param>
    public sealed record FoundRunning(int Attempt) : TargetEvent;

    /// <summary>Nothing has to run for it: it is a group.</summary>
    public sealed record FoundEmpty : TargetEvent;

    /// <summary>Declared inputs are not there.</summary>
    /// <param name="Paths">Which.</param>
    public sealed record InputsMissed(ValueList<ProjectPath> Paths) : TargetEvent;

    /// <summary>There is room for it.</summary>
    public sealed record SlotGranted : TargetEvent;

    /// <summary>The backend began.</summary>
    public sealed record Started : TargetEvent;

    /// <summary>The backend is done with it.</summary>
    /// <param name="Verdict">How it ended.</param>
    /// <param name="At">When.</param>
    public sealed record Ended(Verdict Verdict, DateTimeOffset At) : TargetEvent;

    /// <summary>The backend can't tell any more what becomes of it.</summary>
    /// <param name="Why">What kept it from asking.</param>
    /// <param name="At">When.</param>
    public sealed record ContactLost(string Why, DateTimeOffset At) : TargetEvent;

    /// <summary>The backend sees it running again.</summary>
    public sealed record ContactRegained : TargetEvent;

    /// <summary>The engine leaves, and its attempt goes on.</summary>
    public sealed record LetGo : TargetEvent;

    /// <summary>All declared outputs are there, and its condition holds.</summary>
    public sealed record OutputsFound : TargetEvent;

    /// <summary>Declared outputs are not there.</summary>
    /// <param name="Paths">Which.</param>
    public sealed record OutputsMissed(ValueList<ProjectPath> Paths) : TargetEvent;

    /// <summary>Its commands succeeded and its condition does not hold.</summary>
    /// <param name="Condition">The part that does not hold, in words.</param>
    /// <param name="At">When that was seen.</param>
    public sealed record ConditionMissed(string Condition, DateTimeOffset At) : TargetEvent;

    /// <summary>The engine could not go on with this target.</summary>
    /// <param name="Message">What the system said.</param>
    public sealed record Faulted(string Message) : TargetEvent;

    /// <summary>Its attempt took too long.</summary>
    /// <param name="Limit">The target's timeout.</param>
    public sealed record TimeoutReached(TimeSpan Limit) : TargetEvent;

    /// <summary>The wait before its next attempt is over.</summary>
    public sealed record RetryDue : TargetEvent;

    /// <summary>Nothing new is to start.</summary>
    public sealed record StopRequested : TargetEvent;

    /// <summary>It is to end now.</summary>
    /// <param name="Strength">Whether it may clean up first.</param>
    public sealed record KillRequested(KillStrength Strength) : TargetEvent;

    /// <summary>It had its time to end.</summary>
    public sealed record GraceElapsed : TargetEvent;
}
