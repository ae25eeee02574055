using Ketrew.Backends.Daemonize;
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

    /// <summary>The one of an attempt whose playground can't be used.</summary>
    public static Over CannotBegin(Playground playground, string problem) => Refused($"the job can't begin in {playground.Path}: {problem}");

    /// <summary>What it means that a host could not be asked.</summary>
    public static StartResult AfterFailure(StartWish wish, BackendException failure, Playground playground) =>
        failure.IsRecoverable ? new Again(wish with { Delay = failure.Message }, IsTrouble: true) : CannotBegin(playground, failure.Message);
}
