namespace Ketrew.Engine.Storage;

/// <summary>Moments as the database holds them: microseconds since 1970, UTC.</summary>
internal static class StoredTime
{
    public static long Of(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static long Of(TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Moment(long stored) => DateTimeOffset.UnixEpoch + Duration(stored);

    public static DateTimeOffset? Moment(long? stored) => stored is { } known ? Moment(known) : null;

    public static TimeSpan Duration(long stored) => new(stored * TimeSpan.TicksPerMicrosecond);
}
