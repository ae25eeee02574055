using System.Globalization;
using System.Security.Cryptography;

namespace Ketrew.Faults.Tests.Storms;

/// <summary>How hard the weather is; docs/crash-safety.md tells how to make it worse.</summary>
internal static class StormSettings
{
    /// <summary>How many engines are killed at random moments, per backend. <c>KETREW_STORM_KILLS</c>; default: 50.</summary>
    public static int KillCount { get; } = Number("KETREW_STORM_KILLS") ?? 50;

    /// <summary>How many sequences of whims are tried. <c>KETREW_STORM_WHIMS</c>; default: 64.</summary>
    public static int WhimCount { get; } = Number("KETREW_STORM_WHIMS") ?? 64;

    /// <summary>Where chance begins; told by tests that fail. <c>KETREW_STORM_SEED</c>; default: another one each time.</summary>
    public static int Seed { get; } = Number("KETREW_STORM_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue);

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
