using Ketrew.Sdk;
using Ketrew.Sdk.Observations;

namespace Ketrew.Expander.Observations;

/// <summary>Finds what is at a path, following links one component at a time, so that nothing outside the project is ever seen through one.</summary>
internal sealed class PathLocator
{
    // As many as Linux follows before it says ELOOP.
    private const int LinkLimit = 40;

    private readonly IProjectTree _tree;
    private readonly Dictionary<ProjectPath, Place> _directories = [];

    /// <summary>A locator for a project.</summary>
    /// <param name="tree">Its files.</param>
    public PathLocator(IProjectTree tree)
    {
        _tree = tree;
        _directories.Add(ProjectPath.Root, new Place(EntryKind.Directory, tree.Root));
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

        return _tree.Look(parent.RealPath, path.Name) switch
        {
            null => Place.Missing,
            { LinkTarget: { } target } => Follow(parent.RealPath, target, links),
            { } entry => new Place(entry.IsDirectory ? EntryKind.Directory : EntryKind.File, entry.RealPath),
        };
    }

    private Place Follow(string directory, string target, int links)
    {
        string full = Path.GetFullPath(target, directory);
        if (links >= LinkLimit || !(full == _tree.Root || full.StartsWith(_tree.Root + '/', StringComparison.Ordinal)))
        {
            return Place.Dangling;
        }

        string relative = Path.GetRelativePath(_tree.Root, full);
        Place place = Locate(ProjectPath.Parse(relative), links + 1);
        return place.Kind == EntryKind.Missing ? Place.Dangling : place;
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
