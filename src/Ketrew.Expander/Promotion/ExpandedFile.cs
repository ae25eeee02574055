using System.Text;
using Ketrew.Expander.Observations;
using Ketrew.Sdk;

namespace Ketrew.Expander.Promotion;

/// <summary>A workflow file with every custom stanza replaced by what it stands for: to be printed, compared with the disk, or written there.</summary>
public sealed class ExpandedFile
{
    private readonly string _root;
    private readonly PromotedText _text;

    internal ExpandedFile(string root, ProjectPath source, ProjectPath path, PromotedText text)
    {
        _root = root;
        _text = text;
        Source = source;
        Path = path;
    }

    /// <summary>The workflow file.</summary>
    public ProjectPath Source { get; }

    /// <summary>Where the promoted file lies: beside the workflow file, called after the root file, so that the promoted root finds the others: <c>workflow.expanded.yaml</c>.</summary>
    public ProjectPath Path { get; }

    /// <summary>The stanzas as YAML, for people; no digests.</summary>
    public string ReadableText => _text.ToReadableText();

    /// <summary>What promotion writes.</summary>
    public string FileText => _text.ToFileText(Source.Name);

    /// <summary>What is on disk now; null when there is nothing.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public string? ReadDisk() => File.Exists(FullPath) && !IsSomethingElse() ? File.ReadAllText(FullPath) : null;

    private string FullPath => System.IO.Path.Combine(_root, Path.Value);

    /// <summary>How the disk stands to what would be written.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public PromotionState Compare() => ReadDisk() switch
    {
        null when IsSomethingElse() => PromotionState.Foreign,
        null => PromotionState.Missing,
        var text when PromotedText.Normalize(text) == FileText => PromotionState.Current,
        var text when !PromotedText.IsPromoted(text) => PromotionState.Foreign,
        var text => PromotedText.EditsIn(text).IsEmpty ? PromotionState.Stale : PromotionState.Edited,
    };

    /// <summary>What was edited by hand in the file on disk: comments of stanzas, or words for other places.</summary>
    public ValueList<string> Edits() => ReadDisk() is { } text && PromotedText.IsPromoted(text) ? PromotedText.EditsIn(text) : [];

    /// <summary>Plugins that the file on disk was written with and that are others now, or gone: <c>name digest → digest</c>.</summary>
    public ValueList<string> ChangedPlugins()
    {
        Dictionary<string, string> now = _text.Plugins.ToDictionary(NameOf, DigestOf);
        return PromotedText.PluginsOf(ReadDisk() ?? "")
            .Where(line => now.GetValueOrDefault(NameOf(line)) != DigestOf(line))
            .Select(line => $"{NameOf(line)} {DigestOf(line)} → {now.GetValueOrDefault(NameOf(line), "not declared")}")
            .ToValueList();
    }

    /// <summary>Writes the file, whole or not at all. Refusing is the caller's business: see <see cref="Compare"/>.</summary>
    /// <exception cref="IOException">The directory can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory can't be written.</exception>
    public void Write() => AtomicFile.Write(FullPath, Encoding.UTF8.GetBytes(FileText));

    // A directory, a pipe, or a link that leads nowhere: nothing to read, and nothing of ours.
    private bool IsSomethingElse() =>
        Directory.Exists(FullPath) || SpecialFile.Is(FullPath) || (new FileInfo(FullPath).LinkTarget is not null && File.ResolveLinkTarget(FullPath, returnFinalTarget: true) is not { Exists: true });

    private static string NameOf(string line) => line[..Math.Max(0, line.LastIndexOf(' '))];

    private static string DigestOf(string line) => line[(line.LastIndexOf(' ') + 1)..];
}
