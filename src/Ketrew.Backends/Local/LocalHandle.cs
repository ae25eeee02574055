using System.Globalization;

namespace Ketrew.Backends.Local;

/// <summary>How a local attempt is found again: <c>local/1 PID MILLISECONDS</c>.</summary>
internal readonly record struct LocalHandle(int ProcessId, DateTimeOffset Started)
{
    private const string Version = "local/1";

    public static bool TryParse(string text, out LocalHandle handle)
    {
        handle = default;
        if (text.Split(' ') is not [Version, var process, var started]
            || !int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out int processId)
            || !long.TryParse(started, NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds))
        {
            return false;
        }

        handle = new LocalHandle(processId, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
        return true;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Version} {ProcessId} {Started.ToUnixTimeMilliseconds()}");
}
