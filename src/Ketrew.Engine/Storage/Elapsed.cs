namespace Ketrew.Engine.Storage;

/// <summary>Time between two readings of a clock that may have been set back in between.</summary>
internal static class Elapsed
{
    /// <summary>Null while there is no end; never negative.</summary>
    public static TimeSpan? Between(DateTimeOffset start, DateTimeOffset? end) =>
        end is { } known ? TimeSpan.FromTicks(Math.Max(0, (known - start).Ticks)) : null;
}
