using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Scheduling;

/// <summary>What became of a <see cref="StartWish"/>.</summary>
internal abstract record StartResult
{
    private StartResult()
    {
    }

    /// <summary>Its scheduler has it, or had it.</summary>
    /// <param name="Job">Its id; empty when it was handed over by somebody who didn't tell.</param>
    public sealed record Submitted(string Job) : StartResult;

    /// <summary>It hasn't begun and never will.</summary>
    /// <param name="Verdict">Why.</param>
    public sealed record Over(Verdict Verdict) : StartResult;

    /// <summary>It is to be tried again.</summary>
    /// <param name="Wish">With what is known now.</param>
    /// <param name="IsTrouble">False when nothing stands against trying at once.</param>
    public sealed record Again(StartWish Wish, bool IsTrouble) : StartResult;

    /// <summary>The one that says why it can't begin.</summary>
    public static Over Refused(string message) => new(new Verdict.StartRefused(message));
}
