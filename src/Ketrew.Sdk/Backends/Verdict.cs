using System.Text.Json.Serialization;
using Ketrew.Sdk.Planning;

namespace Ketrew.Sdk.Backends;

/// <summary>How an attempt ended.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "verdict")]
[JsonDerivedType(typeof(Exited), "exited")]
[JsonDerivedType(typeof(Signaled), "signaled")]
[JsonDerivedType(typeof(StartRefused), "refused")]
[JsonDerivedType(typeof(OutOfMemory), "out-of-memory")]
[JsonDerivedType(typeof(NodeFailed), "node-failed")]
[JsonDerivedType(typeof(TimeLimitReached), "time-limit")]
[JsonDerivedType(typeof(Preempted), "preempted")]
[JsonDerivedType(typeof(Cancelled), "cancelled")]
[JsonDerivedType(typeof(Lost), "lost")]
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>What it used; zeros when unknown.</summary>
    public ResourceUsage Usage { get; init; }

    /// <summary>The name of the last step that ran; empty when it has none.</summary>
    public string Step { get; init; } = "";

    /// <summary>It ended by itself.</summary>
    /// <param name="Code">0 means success.</param>
    public sealed record Exited(int Code) : Verdict;

    /// <summary>A signal ended it.</summary>
    /// <param name="Signal">Its number on the host where it ran.</param>
    public sealed record Signaled(int Signal) : Verdict;

    /// <summary>It was never started, and trying again would not help.</summary>
    /// <param name="Message">What the system said, with the names in it.</param>
    public sealed record StartRefused(string Message) : Verdict;

    /// <summary>It was ended because it, or all that ran beside it, took more memory than there is.</summary>
    public sealed record OutOfMemory : Verdict;

    /// <summary>Its machine failed: it was restarted, say.</summary>
    /// <param name="Why">What is known of it.</param>
    public sealed record NodeFailed(string Why) : Verdict;

    /// <summary>Who runs it ended it, since it took longer than it was allowed there: the time of <see cref="ResourceRequest"/>, or of a queue.</summary>
    /// <param name="Why">What is known of it.</param>
    public sealed record TimeLimitReached(string Why) : Verdict;

    /// <summary>It had to make room for something more important.</summary>
    /// <param name="Why">What is known of it.</param>
    public sealed record Preempted(string Why) : Verdict;

    /// <summary>Somebody other than this engine ended it: by <c>scancel</c>, say.</summary>
    /// <param name="Why">Who, as far as that is known.</param>
    public sealed record Cancelled(string Why) : Verdict;

    /// <summary>It is gone without saying how it ended.</summary>
    /// <param name="Why">What was looked for.</param>
    public sealed record Lost(string Why) : Verdict;
}
