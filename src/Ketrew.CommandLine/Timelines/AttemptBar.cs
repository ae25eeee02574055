using Ketrew.Engine.Storage;

namespace Ketrew.CommandLine.Timelines;

/// <summary>An attempt as it is drawn.</summary>
/// <param name="Attempt">What is known of it.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="From">When it took its place: it was intended, or the run began that took it over.</param>
/// <param name="To">When it left it; for one that didn't end, when it was heard of last.</param>
/// <param name="Lane">The index of its row.</param>
internal sealed record AttemptBar(AttemptRecord Attempt, AttemptOutcome Outcome, DateTimeOffset From, DateTimeOffset To, int Lane)
{
    /// <summary>When it began to run; before that its backend had it wait.</summary>
    public DateTimeOffset Began => Clamp(Attempt.Began);

    /// <summary>When nothing but a slot or a pool kept it any more.</summary>
    public DateTimeOffset Ready => From - Held;

    /// <summary>How long a slot or a pool of this run kept it.</summary>
    public TimeSpan Held => Attempt.Intended == From && Attempt.Ready is { } ready && ready < From ? From - ready : TimeSpan.Zero;

    /// <summary>How long its backend had it wait.</summary>
    public TimeSpan Queued => Began - From;

    /// <summary>How long it ran.</summary>
    public TimeSpan Ran => To - Began;

    private DateTimeOffset Clamp(DateTimeOffset moment) => moment < From ? From : moment > To ? To : moment;
}
