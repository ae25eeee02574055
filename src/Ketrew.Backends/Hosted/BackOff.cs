namespace Ketrew.Backends.Hosted;

/// <summary>Waits longer and longer while something keeps failing. Not thread-safe.</summary>
internal sealed class BackOff(HostedOptions options, TimeProvider clock)
{
    private int _failures;
    private long _last;

    /// <summary>How long to wait before the next try, which is reckoned to fail: nothing for the first after a calm time.</summary>
    public TimeSpan Next()
    {
        long now = clock.GetTimestamp();
        _failures = _failures > 0 && clock.GetElapsedTime(_last, now) < options.CalmTime ? _failures + 1 : 1;
        _last = now;

        // Doubled so often that it is the longest wait, whatever the least one is.
        double factor = Math.Pow(2, Math.Min(_failures - 2, 30));
        return _failures == 1 ? TimeSpan.Zero : TimeSpan.FromTicks((long)Math.Min(options.LeastWait.Ticks * factor, options.MostWait.Ticks));
    }
}
