using System.Globalization;
using System.Text.RegularExpressions;
using Ketrew.Backends.Hosts;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Transcripts;

/// <summary>What real schedulers answered, command by command: <c>testdata/schedulers</c>.</summary>
internal sealed partial class Transcript
{
    private readonly List<(string Command, CommandOutcome Outcome)> _entries = [];

    private Transcript(string text)
    {
        foreach (Match match in Entry().Matches(text))
        {
            int code = int.Parse(match.Groups["code"].Value, CultureInfo.InvariantCulture);
            _entries.Add((match.Groups["command"].Value, new CommandOutcome(code, match.Groups["output"].Value, match.Groups["errors"].Value)));
        }
    }

    /// <summary>Reads one.</summary>
    /// <param name="name">Such as <c>pbs/01-basic.txt</c>.</param>
    public static Transcript Load(string name) => new(File.ReadAllText(Path.Combine(Repository.Root, "testdata/schedulers", name)));

    /// <summary>What a command was answered.</summary>
    /// <param name="command">As it was typed.</param>
    /// <param name="occurrence">0 for the first time.</param>
    public CommandOutcome Outcome(string command, int occurrence = 0) =>
        _entries.Where(entry => entry.Command == command).ElementAt(occurrence).Outcome;

    [GeneratedRegex(@"^\$ (?<command>.*)\n--stdout--\n(?<output>(?:.*\n)*?)--stderr--\n(?<errors>(?:.*\n)*?)--exit (?<code>\d+), \d+ ms--$", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
