using Ketrew.Expander.Observations;
using Ketrew.Sdk;

namespace Ketrew.Expander.Packages;

/// <summary>What lies below the prefixes.</summary>
/// <param name="prefixes">First hit first.</param>
/// <param name="root">Absolute path of the project's root.</param>
/// <param name="looking">Told about each place before it is looked at; null when nobody is.</param>
internal sealed class PackageLibrary(ValueList<PackagePrefix> prefixes, string root, Action<Sight, string>? looking = null)
{
    private readonly Dictionary<string, ValueList<PackageFolder>> _byName = new(StringComparer.Ordinal);
    private bool _isTold;

    /// <summary>Where packages are installed, first hit first.</summary>
    public ValueList<PackagePrefix> Prefixes => prefixes;

    /// <summary>Absolute path of the project's root.</summary>
    public string Root => root;

    /// <summary>Told about each place before it is looked at.</summary>
    public Action<Sight, string> Looking { get; } = looking ?? (static (_, _) => { });

    /// <summary>The names of all packages, in ordinal order.</summary>
    public IEnumerable<string> Names => prefixes.SelectMany(prefix => NamesIn(prefix.PackagesDirectory))
        .Where(name => PackageName.ProblemOf(name) is null)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    /// <summary>All versions of a package: those of the first prefix first, releases before prereleases, the highest first.</summary>
    /// <param name="name">A package's name.</param>
    public ValueList<PackageFolder> Find(string name)
    {
        if (!_byName.TryGetValue(name, out ValueList<PackageFolder> folders))
        {
            folders = prefixes.SelectMany(prefix => VersionsIn(prefix, name)).ToValueList();
            _byName.Add(name, folders);
        }

        return folders;
    }

    private IEnumerable<PackageFolder> VersionsIn(PackagePrefix prefix, string name) => NamesIn(Path.Combine(prefix.PackagesDirectory, name))
        .Select(text => SemanticVersion.TryParse(text, out SemanticVersion? version) ? version : null)
        .OfType<SemanticVersion>()
        .OrderBy(version => version.IsPrerelease)
        .ThenByDescending(version => version)
        .Select(version => PackageFolder.Installed(name, version, prefix, root, Looking));

    private void TellPrefixes()
    {
        foreach (string variable in _isTold ? [] : PackagePrefix.Variables)
        {
            Looking(Sight.Variable, variable);
        }

        _isTold = true;
    }

    private string[] NamesIn(string directory)
    {
        TellPrefixes();
        Looking(Sight.Names, directory);
        try
        {
            return [.. Directory.EnumerateDirectories(directory).Select(path => Path.GetFileName(path))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Most prefixes don't exist; one that can't be looked into holds nothing for us either.
            return [];
        }
    }
}
