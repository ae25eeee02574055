using System.Globalization;

namespace Ketrew.CommandLine;

/// <summary><c>-j8</c>, as people type it who come from other build tools, for <c>-j 8</c>.</summary>
internal static class JoinedNumbers
{
    private const string Jobs = "-j";

    /// <summary>The same command line with the number apart.</summary>
    /// <param name="arguments">Without the program's name; what follows <c>--</c> stays as it is.</param>
    public static string[] Split(string[] arguments)
    {
        int end = Array.IndexOf(arguments, "--");
        return [.. arguments.SelectMany((argument, i) => (end < 0 || i < end) && IsJoined(argument) ? [Jobs, argument[Jobs.Length..]] : (string[])[argument])];
    }

    private static bool IsJoined(string argument) =>
        argument.StartsWith(Jobs, StringComparison.Ordinal) && int.TryParse(argument.AsSpan(Jobs.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
