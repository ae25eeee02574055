using System.Globalization;

namespace Ketrew.CommandLine.Output;

/// <summary>Moments as a person reads them.</summary>
/// <param name="zone">Where that person is.</param>
internal sealed class MomentText(TimeZoneInfo zone)
{
    /// <summary>Day and time: <c>2026-01-31 12:00:00</c>.</summary>
    public string Full(DateTimeOffset moment) => Local(moment, "yyyy-MM-dd HH:mm:ss");

    /// <summary>The time of day, to the hundredth of a second: <c>12:00:00.25</c>.</summary>
    public string Time(DateTimeOffset moment) => Local(moment, "HH:mm:ss.ff");

    private string Local(DateTimeOffset moment, string format) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString(format, CultureInfo.InvariantCulture);
}
