using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ketrew.Faults.Tests.Whims;

/// <summary>What somebody wants at the moment: commands and files, and so what every output must hold in the end.</summary>
[SuppressMessage("Security", "CA5394", Justification = "It is a whim, not a secret.")]
internal sealed class WhimModel
{
    private const int FileCount = 3;

    private static readonly string[] _kinds = ["plain", "plain", "slow", "fails"];

    private readonly Dictionary<string, string> _files = [];
    private readonly List<WhimTarget> _targets = [];
    private readonly Random _chance;
    private int _edits;

    /// <summary>Nine targets in three layers, each of whichever kind and backend.</summary>
    public WhimModel(Random chance)
    {
        _chance = chance;
        for (int i = 0; i < FileCount; i++)
        {
            _ = Edit(FileName(i));
        }

        for (int i = 0; i < 9; i++)
        {
            string[] needs = i < 3 ? [] : [Name(i - 3), Name(((i / 3) - 1) * 3 + ((i + 1) % 3))];
            _targets.Add(new WhimTarget(Name(i), Pick(_kinds), Pick("local", "daemonize"), needs, i < 3 || chance.Next(3) == 0 ? FileName(i % 3) : null));
        }
    }

    /// <summary>As the harness takes it.</summary>
    public string Plan => "small:" + string.Join(',', _targets);

    public IReadOnlyDictionary<string, string> Files => _files;

    public IEnumerable<string> Targets => _targets.Select(target => target.Name);

    /// <summary>What the output of a target holds once it is done.</summary>
    public string Output(string name)
    {
        WhimTarget target = _targets.Single(target => target.Name == name);
        return string.Create(CultureInfo.InvariantCulture, $"whole {name} v{target.Version}\n{string.Concat(target.Needs.Select(Output))}")
            + (target.File is { } file ? _files[file] : "");
    }

    /// <summary>Changes a file to what it never was before; sometimes without changing its size.</summary>
    public string EditSomeFile() => Edit(FileName(_chance.Next(FileCount)));

    /// <summary>Changes what a target runs.</summary>
    public void ChangeSomeCommand()
    {
        int index = _chance.Next(_targets.Count);
        _targets[index] = _targets[index] with { Version = ++_edits };
    }

    public string SomeTarget() => _targets[_chance.Next(_targets.Count)].Name;

    private string Edit(string file)
    {
        _files[file] = string.Create(CultureInfo.InvariantCulture, $"content {++_edits:000}\n");
        return file;
    }

    private string Pick(params string[] words) => words[_chance.Next(words.Length)];

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"t{index}");

    private static string FileName(int index) => string.Create(CultureInfo.InvariantCulture, $"in/{index}");
}
