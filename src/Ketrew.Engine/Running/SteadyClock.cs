namespace Ketrew.Engine.Running;

/// <summary>A clock that is never set back, so that nothing in a run ends before it began, and no wait grows by what the system's clock lost.
/// It follows the system's clock forward; thread-safe.</summary>
/// <remarks>Not for what is compared with the times of files: those are stamped by the system's clock.</remarks>
/// <param name="clock">The system's.</param>
internal sealed class SteadyClock(TimeProvider clock) : TimeProvider
{
    private readonly Lock _gate = new();
    private DateTimeOffset _latest = clock.GetUtcNow();
    private long _readAt = clock.GetTimestamp();

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => clock.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            long timestamp = clock.GetTimestamp();
            DateTimeOffset steady = _latest + clock.GetElapsedTime(_readAt, timestamp);
            DateTimeOffset told = clock.GetUtcNow();
            (_latest, _readAt) = (told > steady ? told : steady, timestamp);
            return _latest;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => clock.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
