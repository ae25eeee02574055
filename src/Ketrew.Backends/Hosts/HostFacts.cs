using System.Globalization;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Hosts;

/// <summary>What is worth knowing of a host, whatever runs there: room, and what time it is.</summary>
internal static class HostFacts
{
    /// <summary>How many commands there are.</summary>
    public const int Count = 2;

    private const double LeastRoomKibibytes = 100 * 1024;
    private static readonly TimeSpan _worthTelling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _troublesome = TimeSpan.FromMinutes(5);

    /// <summary>The commands that tell.</summary>
    /// <param name="root">Absolute path, on the host, of the directory that holds playgrounds.</param>
    public static ValueList<string> Commands(string root) => [$"df -Pk {Shell.Quote(root)}", "date +%s"];

    /// <summary>What they told.</summary>
    /// <param name="outcomes">Of <see cref="Commands"/>.</param>
    /// <param name="now">What time it is here.</param>
    public static (ValueList<NamedValue> Facts, ValueList<string> Problems) Read(ValueList<CommandOutcome> outcomes, DateTimeOffset now)
    {
        List<NamedValue> facts = [];
        List<string> problems = [];
        if (RoomKibibytes(outcomes[0].Output) is { } room)
        {
            facts.Add(new("free space", string.Create(CultureInfo.InvariantCulture, $"{room / (1024 * 1024):0.0} GiB")));
            problems.AddRange(room < LeastRoomKibibytes ? ["there is hardly any room left for playgrounds"] : []);
        }

        if (long.TryParse(outcomes[1].Output, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long seconds)
            && DateTimeOffset.FromUnixTimeSeconds(seconds) - now is var difference && difference.Duration() > _worthTelling)
        {
            string text = $"{difference.Duration().TotalSeconds:0} s {(difference > TimeSpan.Zero ? "ahead of" : "behind")} this machine's";
            facts.Add(new("clock", text));
            problems.AddRange(difference.Duration() > _troublesome ? [$"its clock is {text}: what compares times of files goes wrong"] : []);
        }

        return (facts.ToValueList(), problems.ToValueList());
    }

    // The last line: file system, blocks, used, available, capacity, mounted on; the first and the last may hold blanks.
    private static double? RoomKibibytes(string output)
    {
        string[] words = output.TrimEnd('\n').Split('\n')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int percent = Array.FindIndex(words, word => word.EndsWith('%'));
        return percent > 1 && double.TryParse(words[percent - 1], NumberStyles.None, CultureInfo.InvariantCulture, out double room) ? room : null;
    }
}
