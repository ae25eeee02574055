using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language;
using Ketrew.Expander.Packages.Locking;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Resolving;

/// <summary>Which version of each package a workflow uses.</summary>
internal sealed class PackageResolution
{
    private readonly IReadOnlyDictionary<PluginDeclaration, string> _declared;
    private readonly IReadOnlyDictionary<string, PackageFolder> _picked;
    private readonly IReadOnlyDictionary<string, PackageDemand> _demands;
    private readonly Dictionary<string, bool> _usable = new(StringComparer.Ordinal);

    /// <summary>A resolution.</summary>
    /// <param name="library">What there is.</param>
    /// <param name="pinned">What was chosen before.</param>
    /// <param name="declared">The package of each declaration; none when it has no name.</param>
    /// <param name="picked">One version of each package that is there and that suits all who want it.</param>
    /// <param name="demands">Who wants each package, by the shortest way.</param>
    /// <param name="diagnostics">What is wrong.</param>
    public PackageResolution(
        PackageLibrary library,
        PackageLock pinned,
        IReadOnlyDictionary<PluginDeclaration, string> declared,
        IReadOnlyDictionary<string, PackageFolder> picked,
        IReadOnlyDictionary<string, PackageDemand> demands,
        ValueList<Diagnostic> diagnostics)
    {
        Library = library;
        Pinned = pinned;
        _declared = declared;
        _picked = picked;
        _demands = demands;
        Diagnostics = diagnostics;
    }

    /// <summary>No package is in use.</summary>
    /// <param name="library">What there is.</param>
    public static PackageResolution Nothing(PackageLibrary library) =>
        new(library, PackageLock.Empty, new Dictionary<PluginDeclaration, string>(), new Dictionary<string, PackageFolder>(), new Dictionary<string, PackageDemand>(), []);

    /// <summary>What there is.</summary>
    public PackageLibrary Library { get; }

    /// <summary>What was chosen before.</summary>
    public PackageLock Pinned { get; }

    /// <summary>What is wrong with the packages, by themselves and with each other.</summary>
    public ValueList<Diagnostic> Diagnostics { get; }

    /// <summary>The packages in use, in ordinal order of their names; broken ones too.</summary>
    public IEnumerable<PackageFolder> Picked => _picked.Values.OrderBy(folder => folder.Name, StringComparer.Ordinal);

    /// <summary>Those of them that can be loaded, since all they need can.</summary>
    public IEnumerable<PackageFolder> Usable => Picked.Where(folder => IsUsable(folder.Name));

    /// <summary>What a declaration stands for; null when it, or something that it needs, can't be used.</summary>
    public PackageFolder? Find(PluginDeclaration declaration) =>
        _declared.TryGetValue(declaration, out string? name) && IsUsable(name) ? _picked[name] : null;

    /// <summary>The version of a package that is in use; null when none is.</summary>
    public PackageFolder? Find(string package) => _picked.GetValueOrDefault(package);

    /// <summary>The version of a package that is in use, or else the one that would be where any will do: the one that is pinned, or else the first there is. Null when there is none.</summary>
    public PackageFolder? FindPreferred(string package)
    {
        ValueList<PackageFolder> installed = Library.Find(package);
        return Find(package) ?? installed.FirstOrDefault(folder => folder.Version == Pinned.VersionOf(package)) ?? (installed.IsEmpty ? null : installed[0]);
    }

    /// <summary>A problem with a piece of a package, with the way that leads to the package; any other problem as it is.</summary>
    /// <param name="problem">As whoever read the piece tells it.</param>
    public Diagnostic Explain(Diagnostic problem) =>
        Picked.FirstOrDefault(folder => folder.NameOf(PackageManifest.FileName) == problem.Span?.File) is { } folder && _demands.TryGetValue(folder.Name, out PackageDemand? demand)
            ? PackageProblem.WantedBy(problem, demand)
            : problem;

    /// <summary>The packages that one needs, each once: those it names, then those that these need.</summary>
    /// <param name="folder">A usable package.</param>
    public IReadOnlyList<PackageFolder> ClosureOf(PackageFolder folder)
    {
        List<PackageFolder> closure = [.. folder.Requires.Select(requirement => _picked[requirement.Package])];
        for (int i = 0; i < closure.Count; i++)
        {
            closure.AddRange(closure[i].Requires.Select(requirement => _picked[requirement.Package]).Where(required => !closure.Contains(required)).ToArray());
        }

        return closure;
    }

    // While it is being looked at it isn't usable: that ends cycles, and makes all of a cycle unusable.
    private bool IsUsable(string name)
    {
        if (!_usable.TryGetValue(name, out bool isUsable))
        {
            _usable.Add(name, false);
            isUsable = _picked.TryGetValue(name, out PackageFolder? folder)
                && folder.Problems.IsEmpty
                && folder.Requires.All(requirement => IsUsable(requirement.Package));
            _usable[name] = isUsable;
        }

        return isUsable;
    }
}
