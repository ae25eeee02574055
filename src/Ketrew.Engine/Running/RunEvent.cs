using Ketrew.Engine.Automaton;
using Ketrew.Sdk;

namespace Ketrew.Engine.Running;

/// <summary>Something that happened in a run.</summary>
public abstract record RunEvent
{
    private RunEvent()
    {
    }

    /// <summary>An earlier run died; what it left behind was ended and set aside.</summary>
    /// <param name="Attempts">The targets whose attempts were cut off.</param>
    public sealed record Recovered(ValueList<TargetId> Attempts) : RunEvent;

    /// <summary>Attempts of an earlier run go on for targets that the plan doesn't have any more.</summary>
    /// <param name="Targets">Which.</param>
    public sealed record StrangersFound(ValueList<TargetId> Targets) : RunEvent;

    /// <summary>An attempt that an earlier run left, of a target that wrote what another writes now, was ended and what it wrote set aside.</summary>
    /// <param name="Target">Whose attempt.</param>
    /// <param name="Heir">The target that can begin now.</param>
    public sealed record Superseded(TargetId Target, TargetId Heir) : RunEvent;

    /// <summary>An attempt of an earlier run went on without an engine, or has ended since; this run goes on with it.</summary>
    /// <param name="Target">Whose.</param>
    /// <param name="Since">When the attempt began.</param>
    public sealed record PickedUp(TargetId Target, DateTimeOffset Since) : RunEvent;

    /// <summary>The run begins.</summary>
    /// <param name="Run">Its number; 1 for the first one.</param>
    /// <param name="TargetCount">How many targets are asked for, as far as is known.</param>
    /// <param name="UpToDateCount">How many of them were found up to date or already done at once; nothing more is said about those.</param>
    public sealed record Started(int Run, int TargetCount, int UpToDateCount) : RunEvent;

    /// <summary>A target became ready, began, ended, waits for another try, or is being killed.</summary>
    /// <param name="Target">Which.</param>
    /// <param name="State">Its new state.</param>
    /// <param name="At">When.</param>
    /// <param name="Duration">How long the attempt that ended took; null when none did.</param>
    /// <param name="LogPath">Absolute path of the attempt's log; null before the first attempt.</param>
    /// <param name="LastLines">The end of what a failed attempt printed; empty otherwise.</param>
    public sealed record TargetChanged(
        TargetId Target, TargetState State, DateTimeOffset At, TimeSpan? Duration, string? LogPath, ValueList<string> LastLines) : RunEvent;

    /// <summary>An attempt waits in its backend's queue, or has begun there.</summary>
    /// <param name="Target">Whose.</param>
    /// <param name="IsWaiting">True while it waits, or is held or suspended.</param>
    /// <param name="Detail">In the backend's own words.</param>
    public sealed record QueueChanged(TargetId Target, bool IsWaiting, string Detail) : RunEvent;

    /// <summary>What a failed attempt wrote could not be moved aside, and is still where it was.</summary>
    /// <param name="Target">Which.</param>
    /// <param name="Problem">What the system said.</param>
    public sealed record OutputsStayed(TargetId Target, string Problem) : RunEvent;

    /// <summary>Nothing new starts any more, because somebody asked or because a target failed.</summary>
    /// <param name="IsKilling">True when what runs is being ended.</param>
    public sealed record Stopping(bool IsKilling) : RunEvent;

    /// <summary>The run is over.</summary>
    /// <param name="Summary">How it went.</param>
    public sealed record Ended(RunSummary Summary) : RunEvent;
}
