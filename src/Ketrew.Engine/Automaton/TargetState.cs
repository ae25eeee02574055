using Ketrew.Sdk;

namespace Ketrew.Engine.Automaton;

/// <summary>Where a target stands in a run.</summary>
public abstract record TargetState
{
    private TargetState()
    {
    }

    /// <summary>True when nothing but a new run changes it.</summary>
    public virtual bool IsFinal => false;

    /// <summary>True when dependents may go on.</summary>
    public bool IsSuccess => this is Succeeded or UpToDate or AlreadyDone;

    /// <summary>True while the backend may be running something for it, so that it takes a slot.</summary>
    public bool HasProcess => this is Starting or Running or Unknown or Killing;

    /// <summary>Nobody asked for it.</summary>
    public sealed record Passive : TargetState;

    /// <summary>Asked for; its condition is being asked, and nothing that it needs was activated for it.</summary>
    public sealed record Evaluating : TargetState;

    /// <summary>Asked for; its needs are not done.</summary>
    /// <param name="Attempt">The number of the attempt that would start; from 1.</param>
    /// <param name="Previous">Why the attempt before failed; null for the first.</param>
    public sealed record Waiting(int Attempt = 1, FailureReason? Previous = null) : TargetState;

    /// <summary>Its needs are done; its fingerprint is being compared.</summary>
    /// <param name="Attempt">The number of the attempt that would start; from 1.</param>
    /// <param name="Previous">Why the attempt before failed; null for the first.</param>
    public sealed record Checking(int Attempt = 1, FailureReason? Previous = null) : TargetState;

    /// <summary>It must run and waits for a slot.</summary>
    /// <param name="Attempt">The number of the attempt that will start; from 1.</param>
    /// <param name="Previous">Why the attempt before failed; null for the first.</param>
    public sealed record Ready(int Attempt, FailureReason? Previous) : TargetState;

    /// <summary>The intent is stored, the backend is asked.</summary>
    /// <param name="Attempt">From 1.</param>
    public sealed record Starting(int Attempt) : TargetState;

    /// <summary>The backend runs it.</summary>
    /// <param name="Attempt">From 1.</param>
    public sealed record Running(int Attempt) : TargetState;

    /// <summary>It ran, or was about to, when it was heard of last, and the backend can't tell. However long that lasts, it is no failure.</summary>
    /// <param name="Attempt">From 1.</param>
    /// <param name="Since">When contact was lost.</param>
    /// <param name="Why">What kept the backend from asking.</param>
    public sealed record Unknown(int Attempt, DateTimeOffset Since, string Why) : TargetState;

    /// <summary>Its commands succeeded; its outputs and its condition are being looked at.</summary>
    /// <param name="Attempt">From 1.</param>
    public sealed record Verifying(int Attempt) : TargetState;

    /// <summary>It failed and will be tried again.</summary>
    /// <param name="Attempt">The number of the attempt that failed.</param>
    /// <param name="Until">When the next attempt may start.</param>
    /// <param name="Reason">Why it failed.</param>
    public sealed record Retrying(int Attempt, DateTimeOffset Until, FailureReason Reason) : TargetState;

    /// <summary>It was asked to end and has not yet.</summary>
    /// <param name="Attempt">From 1.</param>
    /// <param name="Timeout">The limit it exceeded; null when a person asked.</param>
    /// <param name="IsForced">False while it may clean up, true once it was sent KILL.</param>
    public sealed record Killing(int Attempt, TimeSpan? Timeout, bool IsForced) : TargetState;

    /// <summary>It ran and its outputs are there.</summary>
    /// <param name="Attempt">The number of the attempt that succeeded.</param>
    public sealed record Succeeded(int Attempt) : TargetState
    {
        /// <inheritdoc/>
        public override bool IsFinal => true;
    }

    /// <summary>Nothing it depends on differs from its last success.</summary>
    public sealed record UpToDate : TargetState
    {
        /// <inheritdoc/>
        public override bool IsFinal => true;
    }

    /// <summary>Its condition held before anything was done for it.</summary>
    public sealed record AlreadyDone : TargetState
    {
        /// <inheritdoc/>
        public override bool IsFinal => true;
    }

    /// <summary>Its last attempt failed.</summary>
    /// <param name="Attempt">The number of that attempt; 0 when it never came to one.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Failed(int Attempt, FailureReason Reason) : TargetState
    {
        /// <inheritdoc/>
        public override bool IsFinal => true;
    }

    /// <summary>It can't run because of what it needs.</summary>
    /// <param name="Needs">The targets that failed or were killed: the roots of the trouble, not those between.</param>
    public sealed record NeedsFailed(ValueList<TargetId> Needs) : TargetState
    {
        /// <inheritdoc/>
        public override bool IsFinal => true;
    }

    /// <summary>It was ended on request, or exceeded its timeout and could not be ended.</summary>
    /// <param name="Attempt">From 1.</param>
    /// <param name="IsConfirmed">False when it did not die in time: something of it may still run.</param>
    public sealed record Killed(int Attempt, bool IsConfirmed) : TargetState
    {
        /// <inheritdoc/>
        public override bool IsFinal => true;
    }

    /// <summary>Its attempt goes on without the engine; a later run takes it over.</summary>
    /// <param name="Attempt">From 1.</param>
    public sealed record Detached(int Attempt) : TargetState
    {
        /// <inheritdoc/>
        public override bool IsFinal => true;
    }

    /// <summary>The run ended before its turn came.</summary>
    public sealed record Withdrawn : TargetState
    {
        /// <inheritdoc/>
        public override bool IsFinal => true;
    }
}
