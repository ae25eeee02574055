using Ketrew.Engine.Automaton;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Storage;

/// <summary>An attempt as the history knows it.</summary>
/// <param name="Id">Which; its run is the one that began it.</param>
/// <param name="Intended">When its backend was about to be asked.</param>
/// <param name="State">The last state that its target had in it. Where a run is asked for: its last state in that run.</param>
/// <param name="LogPath">Absolute; the file may have been removed since.</param>
public sealed record AttemptRecord(AttemptId Id, DateTimeOffset Intended, TargetState State, string LogPath)
{
    /// <summary>The backend that was asked.</summary>
    public string Backend { get; init; } = "";

    /// <summary>The machine where it ran; empty when that is not known.</summary>
    public string Host { get; init; } = "";

    /// <summary>What the backend told to find it again; empty when it never did.</summary>
    public string Handle { get; init; } = "";

    /// <summary>When nothing but a slot or a pool kept it any more; null in what version 1 of the database kept.</summary>
    public DateTimeOffset? Ready { get; init; }

    /// <summary>When it began; null when the backend never said so.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended, or was found to be lost; null while it runs.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The need that ended last and thereby released it; null when it had to wait for none.</summary>
    public TargetId? ReleasedBy { get; init; }

    /// <summary>The pool that kept it back; null when none did.</summary>
    public string? HeldBy { get; init; }

    /// <summary>The last run whose engine took it over from an earlier one; null when none did.</summary>
    public int? AdoptedBy { get; init; }

    /// <summary>What it used; zeros until it has ended.</summary>
    public ResourceUsage Usage { get; init; }

    /// <summary>When it began, or was about to.</summary>
    public DateTimeOffset Began => Started ?? Intended;

    /// <summary>True when nobody saw it end.</summary>
    public bool IsLost => State is TargetState.Failed { Reason: FailureReason.Lost } or TargetState.Retrying { Reason: FailureReason.Lost };

    /// <summary>How long it took; null while it runs, and when nobody saw it end. Never negative, though clocks are set back.</summary>
    public TimeSpan? Duration => IsLost ? null : Elapsed.Between(Began, Ended);
}
