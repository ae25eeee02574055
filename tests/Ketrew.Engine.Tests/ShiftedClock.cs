namespace Ketrew.Engine.Tests;

/// <summary>The system's clock, set to another hour: what happens to time stamps when somebody sets the clock while everything goes on.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long _shiftTicks;

    /// <summary>How far it is from the true time; may change at any moment. Time spans are measured truly all the while.</summary>
    public TimeSpan Shift
    {
        get => new(Interlocked.Read(ref _shiftTicks));
        set => Interlocked.Exchange(ref _shiftTicks, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
}
