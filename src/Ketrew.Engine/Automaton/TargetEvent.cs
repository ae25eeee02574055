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

    /// <summary>All its needs succeeded.</summary>
    public sealed record NeedsMet : TargetEvent;

    /// <summary>A need can't be had.</summary>
    /// <param name="Causes">The targets that failed or were killed.</param>
    public sealed record NeedsBroken(ValueList<TargetId> Causes) : TargetEvent;

    /// <summary>Its fingerprint and outputs are what they were.</summary>
    public sealed record FoundCurrent : TargetEvent;

    /// <summary>It must run.</summary>
    public sealed record FoundStale : TargetEvent;

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

    /// <summary>All declared outputs are there.</summary>
    public sealed record OutputsFound : TargetEvent;

    /// <summary>Declared outputs are not there.</summary>
    /// <param name="Paths">Which.</param>
    public sealed record OutputsMissed(ValueList<ProjectPath> Paths) : TargetEvent;

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
    public sealed record KillRequested : TargetEvent;

    /// <summary>It had its time to end.</summary>
    public sealed record GraceElapsed : TargetEvent;
}
