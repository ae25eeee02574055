using System.Globalization;

namespace Ketrew.CommandLine.Output;

/// <summary>Sizes as people read them.</summary>
internal static class ByteText
{
    private static readonly string[] _units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>A size: <c>0 B</c>, <c>1.4 KiB</c>, <c>210 MiB</c>.</summary>
    /// <param name="bytes">Not negative.</param>
    public static string Of(long bytes)
    {
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < _units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        string format = unit == 0 || size >= 100 ? "0" : "0.0";
        return $"{size.ToString(format, CultureInfo.InvariantCulture)} {_units[unit]}";
    }
}
