using System.Globalization;

namespace Ketrew.PluginHost;

/// <summary>A culture that writes numbers and dates as no other does, so that an expansion which depends on the culture gives itself away.</summary>
internal static class UnusualCulture
{
    /// <summary>Takes it for every thread, when the engine asks for that.</summary>
    public static void TakeWhenAsked()
    {
        if (Environment.GetEnvironmentVariable("KETREW_CULTURE") == "unusual")
        {
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = Create();
        }
    }

    private static CultureInfo Create()
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = "·";
        culture.NumberFormat.NumberGroupSeparator = "'";
        culture.NumberFormat.NegativeSign = "−";
        culture.DateTimeFormat.ShortDatePattern = "d.M.yy";
        culture.DateTimeFormat.FirstDayOfWeek = DayOfWeek.Wednesday;
        return culture;
    }
}
