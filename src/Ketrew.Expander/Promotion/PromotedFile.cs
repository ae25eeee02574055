using Ketrew.Expander.Observations;
using Ketrew.Sdk;

namespace Ketrew.Expander.Promotion;

/// <summary>A promoted file on disk, or the place where one would be.</summary>
public sealed class PromotedFile
{
    internal PromotedFile(string root, ProjectPath path)
    {
        Path = path;
        FullPath = System.IO.Path.Combine(root, path.Value);
    }

    /// <summary>Where it lies.</summary>
    public ProjectPath Path { get; }

    /// <summary>Absolute.</summary>
    internal string FullPath { get; }

    /// <summary>True when something is there that we didn't write: it is never touched.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public bool IsForeign => IsSomethingElse() || (Read() is { } text && FoundText.TryParse(text) is null);

    /// <summary>True when something is there that we wrote, whatever happened to it since.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public bool IsOurs => Found is not null;

    /// <summary>What the file is, taken apart; null when there is none of ours.</summary>
    internal FoundText? Found => Read() is { } text ? FoundText.TryParse(text) : null;

    /// <summary>The edits that would be lost with it.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public ValueList<PromotionConflict> Edits() => Found is { } found ? ConflictSearch.Between(found, null) : [];

    /// <summary>What is on disk now; null when there is nothing that can be read.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public string? Read() => File.Exists(FullPath) && !IsSomethingElse() ? File.ReadAllText(FullPath) : null;

    // A directory, a pipe, or a link that leads nowhere: nothing to read, and nothing of ours.
    private bool IsSomethingElse() =>
        Directory.Exists(FullPath) || SpecialFile.Is(FullPath) || (new FileInfo(FullPath).LinkTarget is not null && File.ResolveLinkTarget(FullPath, returnFinalTarget: true) is not { Exists: true });
}
