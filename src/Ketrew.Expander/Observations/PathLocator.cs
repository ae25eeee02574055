using Ketrew.Sdk;
using Ketrew.Sdk.Observations;

namespace Ketrew.Expander.Observations;

/// <summary>Finds what is at a path, following links one component at a time, so that nothing outside the project is ever seen through one.</summary>
internal sealed class PathLocator
{
    // As many as Linux follows before it says ELOOP.
    private const int LinkLimit = 40;

    private readonly string _realRoot;
    private readonly Dictionary<ProjectPath, Place> _directories = [];

    /// <summary>A locator for a project.</summary>
    /// <param name="root">Absolute path; may itself be reached through links.</param>
    public PathLocator(string root)
    {
        _realRoot = RealPathOf(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)));
        _directories.Add(ProjectPath.Root, new Place(EntryKind.Directory, _realRoot));
    }

    /// <summary>Ketrew's own files are invisible to stanzas: its state, and what it promoted.</summary>
    /// <param name="name">One component of a path.</param>
    public static bool IsOwn(string name) => name is ".ketrew" || name.EndsWith(".expanded.yaml", StringComparison.Ordinal);

    /// <summary>What is at a path.</summary>
    /// <param name="path">Any path.</param>
    public Place Locate(ProjectPath path) => Locate(path, 0);

    private Place Locate(ProjectPath path, int links)
    {
        if (_directories.TryGetValue(path, out Place? known))
        {
            return known;
        }

        Place place = IsOwn(path.Name) ? Place.Missing : Look(path, Locate(path.Parent, links), links);
        if (place.Kind == EntryKind.Directory)
        {
            _directories.Add(path, place);
        }

        return place;
    }

    private Place Look(ProjectPath path, Place parent, int links)
    {
        if (parent.Kind != EntryKind.Directory)
        {
            return Place.Missing;
        }

        FileInfo entry = new($"{parent.RealPath}/{path.Name}");
        if (AttributesOf(entry) is not { } attributes)
        {
            return Place.Missing;
        }

        if (entry.LinkTarget is { } target)
        {
            return Follow(parent.RealPath, target, links);
        }

        return new Place(attributes.HasFlag(FileAttributes.Directory) ? EntryKind.Directory : EntryKind.File, entry.FullName);
    }

    // Null: nothing is there, as far as can be seen. No file has a name that is too long to be looked up.
    private static FileAttributes? AttributesOf(FileInfo entry)
    {
        try
        {
            return (int)entry.Attributes == -1 ? null : entry.Attributes;
        }
        catch (Exception exception) when (exception is PathTooLongException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private Place Follow(string directory, string target, int links)
    {
        string full = Path.GetFullPath(target, directory);
        if (links >= LinkLimit || !(full == _realRoot || full.StartsWith(_realRoot + '/', StringComparison.Ordinal)))
        {
            return Place.Dangling;
        }

        string relative = Path.GetRelativePath(_realRoot, full);
        Place place = Locate(ProjectPath.Parse(relative), links + 1);
        return place.Kind == EntryKind.Missing ? Place.Dangling : place;
    }

    private static string RealPathOf(string path)
    {
        string? parent = Path.GetDirectoryName(path);
        if (parent is null)
        {
            return path;
        }

        string here = Path.Combine(RealPathOf(parent), Path.GetFileName(path));
        return new DirectoryInfo(here).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? here;
    }
}

/// <summary>What is at a path, and where that really is.</summary>
/// <param name="Kind">What.</param>
/// <param name="RealPath">Absolute, without links; empty when there is nothing.</param>
internal sealed record Place(EntryKind Kind, string RealPath)
{
    public static readonly Place Missing = new(EntryKind.Missing, "");

    public static readonly Place Dangling = new(EntryKind.DanglingLink, "");
}
