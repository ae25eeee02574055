using System.Globalization;

namespace Ketrew.Sdk.Testing.Expanding;

/// <summary>Another culture for the current thread, until it is disposed.</summary>
internal sealed class CultureScope : IDisposable
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _interface = CultureInfo.CurrentUICulture;

    private CultureScope(CultureInfo culture) => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);

    /// <summary>The culture of the plugin host.</summary>
    public static CultureScope Invariant() => new(CultureInfo.InvariantCulture);

    /// <summary>A culture in which nearly everything is written otherwise. Made here, so that it is the same on machines that know no cultures.</summary>
    public static CultureScope Foreign()
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.PercentDecimalSeparator = ",";
        culture.NumberFormat.CurrencyDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.DateTimeFormat.ShortDatePattern = "dd.MM.yyyy";
        culture.DateTimeFormat.LongTimePattern = "HH.mm.ss";
        return new CultureScope(culture);
    }

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture, _interface);
}
