using System.Diagnostics;

namespace Ketrew.Expander.Hosting;

/// <summary>Calls an action when one piece of work takes too long. Thread-safe.</summary>
/// <remarks>Cheap enough for ten thousand pieces a second: the timer isn't moved for each of them, it looks again when it fires.</remarks>
internal sealed class Watchdog : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Action _expire;
    private readonly Timer _timer;
    private TimeSpan _limit;
    private TimeSpan _spent;
    private long _resumed;
    private bool _isArmed;
    private int _piece;
    private int _expiredPiece;

    /// <param name="expire">Called once, on another thread.</param>
    public Watchdog(Action expire)
    {
        _expire = expire;
        _timer = new Timer(_ => Look());
    }

    /// <summary>True when a piece took too long.</summary>
    public bool HasExpired => _expiredPiece != 0;

    /// <summary>True when the piece that was begun last took too long: it is the culprit, not one before it.</summary>
    public bool HasExpiredNow => _expiredPiece != 0 && _expiredPiece == _piece;

    /// <summary>The time that the last piece had.</summary>
    public TimeSpan Limit => _limit;

    /// <summary>Begins a piece of work.</summary>
    public void Begin(TimeSpan limit)
    {
        lock (_lock)
        {
            _piece++;
            _spent = TimeSpan.Zero;
            _resumed = Stopwatch.GetTimestamp();
            if (!_isArmed || limit != _limit)
            {
                _limit = limit;
                Arm(limit);
            }
        }
    }

    /// <summary>Stops the clock: somebody else is working, or nobody.</summary>
    public void Pause()
    {
        lock (_lock)
        {
            _spent = Spent;
            _resumed = 0;
        }
    }

    /// <summary>Starts the clock again.</summary>
    public void Resume()
    {
        lock (_lock)
        {
            _resumed = Stopwatch.GetTimestamp();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private TimeSpan Spent => _resumed == 0 ? _spent : _spent + Stopwatch.GetElapsedTime(_resumed);

    private void Look()
    {
        lock (_lock)
        {
            _isArmed = false;
            TimeSpan left = _limit - Spent;
            if (left > TimeSpan.Zero)
            {
                Arm(left);
                return;
            }

            _expiredPiece = _piece;
        }

        _expire();
    }

    private void Arm(TimeSpan due)
    {
        _isArmed = !HasExpired;
        if (_isArmed)
        {
            _timer.Change(due + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
    }
}
