using Ketrew.Sdk;

namespace Ketrew.Expander.Promotion;

/// <summary>A workflow file with every custom stanza replaced by what it stands for: to be printed, compared with the disk, or written there.</summary>
public sealed class ExpandedFile
{
    private readonly PromotedText _text;

    internal ExpandedFile(string root, ProjectPath source, ProjectPath path, PromotedText text)
    {
        _text = text;
        Root = root;
        Source = source;
        Disk = new PromotedFile(root, path);
    }

    /// <summary>The workflow file.</summary>
    public ProjectPath Source { get; }

    /// <summary>Where the promoted file lies: beside the workflow file, called after the root file, so that the promoted root finds the others: <c>workflow.expanded.yaml</c>.</summary>
    public ProjectPath Path => Disk.Path;

    /// <summary>What is there now.</summary>
    public PromotedFile Disk { get; }

    /// <summary>The stanzas as YAML, for people; no digests.</summary>
    public string ReadableText => _text.ToReadableText();

    /// <summary>What promotion writes.</summary>
    public string FileText => _text.ToFileText();

    /// <summary>Absolute path of the project's root.</summary>
    internal string Root { get; }

    /// <summary>How the disk stands to what would be written.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public PromotionState Compare() => Disk.Found switch
    {
        null => Disk.IsForeign ? PromotionState.Foreign : PromotionState.Missing,
        var found when found.Says(FileText) => PromotionState.Current,
        var found => ConflictSearch.Between(found, _text).IsEmpty ? PromotionState.Stale : PromotionState.Edited,
    };

    /// <summary>The edits by hand that writing would lose.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public ValueList<PromotionConflict> Conflicts() => Disk.Found is { } found ? ConflictSearch.Between(found, _text) : [];

    /// <summary>What the file on disk was written with and is another now, or gone: <c>ketrew 0.1.0 → 0.2.0</c>, <c>lib/A.dll digest → digest</c>.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public ValueList<string> ChangedTools()
    {
        if (Disk.Found is not { } found)
        {
            return [];
        }

        Dictionary<string, string> now = _text.Plugins.ToDictionary(NameOf, DigestOf);
        IEnumerable<string> plugins = found.Plugins
            .Where(line => now.GetValueOrDefault(NameOf(line)) != DigestOf(line))
            .Select(line => $"plugin {NameOf(line)} {DigestOf(line)} → {now.GetValueOrDefault(NameOf(line), "not declared")}");
        return found.Tool == ToolVersion.Text ? plugins.ToValueList() : [$"ketrew {found.Tool ?? "of unknown version"} → {ToolVersion.Text}", .. plugins];
    }

    private static string NameOf(string line) => line[..Math.Max(0, line.LastIndexOf(' '))];

    private static string DigestOf(string line) => line[(line.LastIndexOf(' ') + 1)..];
}
