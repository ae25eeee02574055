namespace Ketrew.Engine.Storage;

/// <summary>How long a run will probably go on, as its engine said last.</summary>
/// <param name="At">When it said so.</param>
/// <param name="Remaining">Counted from then; not negative.</param>
public sealed record RemainingEstimate(DateTimeOffset At, TimeSpan Remaining)
{
    /// <summary>What is left of it; never negative, and never more than was said.</summary>
    /// <param name="now">May be before <see cref="At"/> when the clock was set back.</param>
    public TimeSpan LeftAt(DateTimeOffset now)
    {
        TimeSpan passed = now > At ? now - At : TimeSpan.Zero;
        return passed < Remaining ? Remaining - passed : TimeSpan.Zero;
    }
}
