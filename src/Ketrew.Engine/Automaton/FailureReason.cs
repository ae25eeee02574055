using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Automaton;

/// <summary>Why a target failed, as data.</summary>
public abstract record FailureReason
{
    private FailureReason()
    {
    }

    /// <summary>True when doing the same again may end differently.</summary>
    public abstract bool IsWorthRetrying { get; }

    /// <summary>A step ended with a code other than 0.</summary>
    /// <param name="Code">The exit code.</param>
    /// <param name="Step">The step's name; empty when it has none.</param>
    public sealed record Exited(int Code, string Step) : FailureReason
    {
        /// <summary>False for 126 and 127, by which shells say that there is no such program.</summary>
        public override bool IsWorthRetrying => Code is not (126 or 127);
    }

    /// <summary>A signal that the engine did not send ended a step.</summary>
    /// <param name="Signal">Its number.</param>
    /// <param name="Step">The step's name; empty when it has none.</param>
    public sealed record Signaled(int Signal, string Step) : FailureReason
    {
        /// <inheritdoc/>
        public override bool IsWorthRetrying => true;
    }

    /// <summary>It took longer than it may.</summary>
    /// <param name="Limit">The target's timeout.</param>
    public sealed record TimedOut(TimeSpan Limit) : FailureReason
    {
        /// <inheritdoc/>
        public override bool IsWorthRetrying => true;
    }

    /// <summary>Declared inputs are not there and no target writes them.</summary>
    /// <param name="Paths">Those that are missing.</param>
    public sealed record InputsMissing(ValueList<ProjectPath> Paths) : FailureReason
    {
        /// <inheritdoc/>
        public override bool IsWorthRetrying => false;
    }

    /// <summary>Its commands succeeded and declared outputs are not there.</summary>
    /// <param name="Paths">Those that are missing.</param>
    public sealed record OutputsMissing(ValueList<ProjectPath> Paths) : FailureReason
    {
        /// <inheritdoc/>
        public override bool IsWorthRetrying => false;
    }

    /// <summary>Its commands succeeded and its condition does not hold.</summary>
    /// <param name="Condition">The part that does not hold, in words.</param>
    public sealed record ConditionNotEnsured(string Condition) : FailureReason
    {
        /// <summary>True: what was fetched may have been cut short.</summary>
        public override bool IsWorthRetrying => true;
    }

    /// <summary>It, or all that ran beside it, took more memory than there is.</summary>
    /// <param name="Step">The step's name; empty when it has none.</param>
    public sealed record OutOfMemory(string Step) : FailureReason
    {
        /// <summary>True: what ran beside it may be gone.</summary>
        public override bool IsWorthRetrying => true;
    }

    /// <summary>The machine where it ran failed.</summary>
    /// <param name="Why">What is known of it.</param>
    public sealed record NodeFailed(string Why) : FailureReason
    {
        /// <inheritdoc/>
        public override bool IsWorthRetrying => true;
    }

    /// <summary>Who ran it ended it, since it took longer than it was allowed there.</summary>
    /// <param name="Why">What is known of it.</param>
    public sealed record TimeLimitReached(string Why) : FailureReason
    {
        /// <inheritdoc/>
        public override bool IsWorthRetrying => true;
    }

    /// <summary>It had to make room for something more important.</summary>
    /// <param name="Why">What is known of it.</param>
    public sealed record Preempted(string Why) : FailureReason
    {
        /// <inheritdoc/>
        public override bool IsWorthRetrying => true;
    }

    /// <summary>Somebody other than the engine ended it where it ran.</summary>
    /// <param name="Why">Who, as far as that is known.</param>
    public sealed record Cancelled(string Why) : FailureReason
    {
        /// <summary>False: whoever did it meant it.</summary>
        public override bool IsWorthRetrying => false;
    }

    /// <summary>The backend could not start it.</summary>
    /// <param name="Message">What the backend said.</param>
    public sealed record StartRefused(string Message) : FailureReason
    {
        /// <inheritdoc/>
        public override bool IsWorthRetrying => false;
    }

    /// <summary>It is gone and nobody knows how it ended.</summary>
    /// <param name="Why">What was looked for.</param>
    public sealed record Lost(string Why) : FailureReason
    {
        /// <inheritdoc/>
        public override bool IsWorthRetrying => true;
    }

    /// <summary>A fault of this target alone kept the engine from going on with it: its outputs could not be read, say.</summary>
    /// <param name="Message">What the system said.</param>
    public sealed record Faulted(string Message) : FailureReason
    {
        /// <inheritdoc/>
        public override bool IsWorthRetrying => false;
    }

    /// <summary>The reason behind a verdict; null for success.</summary>
    /// <param name="verdict">How an attempt ended.</param>
    public static FailureReason? Of(Verdict verdict) => verdict switch
    {
        Verdict.Exited { Code: 0 } => null,
        Verdict.Exited exited => new Exited(exited.Code, exited.Step),
        Verdict.Signaled signaled => new Signaled(signaled.Signal, signaled.Step),
        Verdict.StartRefused refused => new StartRefused(refused.Message),
        Verdict.OutOfMemory memory => new OutOfMemory(memory.Step),
        Verdict.NodeFailed node => new NodeFailed(node.Why),
        Verdict.TimeLimitReached limit => new TimeLimitReached(limit.Why),
        Verdict.Preempted preempted => new Preempted(preempted.Why),
        Verdict.Cancelled cancelled => new Cancelled(cancelled.Why),
        Verdict.Lost lost => new Lost(lost.Why),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
