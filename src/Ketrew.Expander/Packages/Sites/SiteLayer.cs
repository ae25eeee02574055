using Ketrew.Expander.Globbing;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Sdk;

namespace Ketrew.Expander.Packages.Sites;

/// <summary>One of the directories of a site: what a prefix, or the project, has for it.</summary>
internal sealed class SiteLayer
{
    private static readonly GlobPattern _everything = new(["**"]);

    private readonly Dictionary<ProjectPath, SiteFile> _files = [];
    private readonly Dictionary<ProjectPath, SiteFile> _twins = [];

    private SiteLayer(string name, IEnumerable<SiteFile> files)
    {
        Name = name;
        foreach (SiteFile file in files.Where(file => !_files.TryAdd(file.Name, file)))
        {
            _twins.TryAdd(file.Name, file);
        }
    }

    /// <summary>How people call it: the folder of the package, or the directory.</summary>
    public string Name { get; }

    /// <summary>What is in it, in ordinal order of the names.</summary>
    public IEnumerable<SiteFile> Files => _files.Values.OrderBy(file => file.Name);

    /// <summary>The files that want a name which another one has, with that one.</summary>
    public IEnumerable<(SiteFile File, SiteFile Twin)> Clashes => _twins.Values.OrderBy(file => file.Name).Select(file => (_files[file.Name], file));

    /// <summary>What packages add to a site.</summary>
    /// <param name="name">How people call it.</param>
    /// <param name="site">The site.</param>
    /// <param name="packages">In ordinal order of their names.</param>
    /// <param name="looking">Told about each directory before it is listed; null when nobody is.</param>
    public static SiteLayer OfPackages(string name, SiteName site, IEnumerable<PackageFolder> packages, Action<Sight, string>? looking = null) =>
        new(name, packages.SelectMany(package => (package.Manifest?.Files ?? []).Where(added => added.Site == site).SelectMany(added => Find(package, added, looking))));

    /// <summary>What people put into a directory.</summary>
    /// <param name="directory">Absolute; need not exist.</param>
    /// <param name="looking">Told about each directory before it is listed.</param>
    public static SiteLayer OfDirectory(string directory, Action<Sight, string> looking) =>
        new(directory, new GlobWalker(new DirectoryLister(directory, looking).List).Walk(_everything).Where(path => !PathLocator.IsOwn(path.Name)).Select(path => new SiteFile(path, directory, path, null)));

    /// <summary>The file of a name; null when there is none.</summary>
    public SiteFile? Find(ProjectPath name) => _files.GetValueOrDefault(name);

    /// <summary>The file that wants a name which another one has; null when there is none.</summary>
    public SiteFile? FindTwin(ProjectPath name) => _twins.GetValueOrDefault(name);

    /// <summary>What an item of a manifest adds to its site.</summary>
    /// <param name="package">Whose manifest.</param>
    /// <param name="added">The item.</param>
    /// <param name="looking">Told about each directory before it is listed; null when nobody is.</param>
    public static IEnumerable<SiteFile> Find(PackageFolder package, AddedFiles added, Action<Sight, string>? looking = null)
    {
        GlobWalker walker = new(new DirectoryLister(package.Directory, looking).List);
        GlobPattern exclusions = new(added.From.Patterns.Where(pattern => pattern.StartsWith('!')).ToValueList());
        foreach (string pattern in added.From.Patterns.Where(pattern => !pattern.StartsWith('!')))
        {
            ProjectPath spelled = SpelledDirectory(pattern);
            foreach (ProjectPath path in walker.Walk(new GlobPattern([pattern]).And(exclusions)).Where(path => !PathLocator.IsOwn(path.Name)))
            {
                yield return new SiteFile(added.To / path.RelativeTo(spelled), package.Directory, path, package);
            }
        }
    }

    // Of `themes/dark/*.css` that is `themes/dark`; of a plain path the directory that it lies in.
    private static ProjectPath SpelledDirectory(string pattern)
    {
        ProjectPath directory = ProjectPath.Root;
        string[] components = [.. GlobSyntax.Split(pattern)];
        foreach (string component in components[..^1].TakeWhile(component => GlobSyntax.IsLiteral(component)))
        {
            directory /= GlobSyntax.Unescape(component);
        }

        return directory;
    }
}
