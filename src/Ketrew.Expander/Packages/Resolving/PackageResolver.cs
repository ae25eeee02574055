using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Packages.Locking;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Resolving;

/// <summary>Chooses one version of each package that is declared or needed, before anything of them is loaded.</summary>
internal sealed class PackageResolver
{
    // What is wanted of a package may change with the versions of others; after so many rounds it goes in circles.
    private const int RoundLimit = 100;

    private readonly PackageLibrary _library;
    private readonly PackageLock _lock;
    private readonly Dictionary<string, PackageFolder> _underDevelopment = new(StringComparer.Ordinal);
    private readonly Dictionary<PluginDeclaration, string> _declared = new(ReferenceEqualityComparer.Instance);
    private readonly List<PackageDemand> _roots = [];
    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>Prepares a resolver; used once.</summary>
    /// <param name="library">What there is.</param>
    /// <param name="pinned">What was chosen before.</param>
    public PackageResolver(PackageLibrary library, PackageLock pinned)
    {
        _library = library;
        _lock = pinned;
    }

    /// <summary>Resolves the declarations of a workflow.</summary>
    /// <param name="scopes">All workflow files.</param>
    public PackageResolution Resolve(IEnumerable<Scope> scopes)
    {
        foreach (PluginDeclaration declaration in scopes.SelectMany(scope => scope.File.Plugins).Where(declaration => declaration.Kind == PluginKind.Package))
        {
            Declare(declaration);
        }

        return Resolve();
    }

    /// <summary>Resolves what one package needs, as if it alone were declared.</summary>
    /// <param name="folder">The package; no other version of it is considered.</param>
    public PackageResolution Resolve(PackageFolder folder)
    {
        _underDevelopment.Add(folder.Name, folder);
        _roots.Add(new PackageDemand(folder.Name, VersionRange.Any, folder.Manifest?.NameSpan, null));
        return Resolve();
    }

    private PackageResolution Resolve()
    {
        (List<PackageDemand> demands, Dictionary<string, PackageFolder> picked) = Settle();
        foreach (IGrouping<string, PackageDemand> wanted in demands.GroupBy(demand => demand.Package))
        {
            Check(wanted.Key, [.. wanted], picked);
        }

        _diagnostics.AddRange(new PackageCycles(picked).Find(_roots));
        Dictionary<string, PackageDemand> first = demands.DistinctBy(demand => demand.Package).ToDictionary(demand => demand.Package, StringComparer.Ordinal);
        return new PackageResolution(_library, _lock, _declared, picked, first, _diagnostics.ToValueList());
    }

    private void Declare(PluginDeclaration declaration)
    {
        string? name = declaration.IsFolder ? NameOfFolder(declaration) : declaration.Name;
        if (name is not null)
        {
            _declared.Add(declaration, name);
            _roots.Add(new PackageDemand(name, declaration.Range, declaration.NameSpan, null));
        }
    }

    private string? NameOfFolder(PluginDeclaration declaration)
    {
        string directory = Path.Combine(_library.Root, declaration.Path.Value);
        _library.Looking(Sight.File, directory);
        if (!Directory.Exists(directory))
        {
            _diagnostics.Add(PackageProblem.NoFolder(declaration));
            return null;
        }

        if (PackageFolder.UnderDevelopment(_library.Root, declaration.Path, out ValueList<Diagnostic> problems, _library.Looking) is not { } folder)
        {
            _diagnostics.AddRange(problems.Select(problem => PackageProblem.WantedBy(problem, declaration.NameSpan)));
            return null;
        }

        if (_underDevelopment.TryGetValue(folder.Name, out PackageFolder? other) && other.Directory != folder.Directory)
        {
            _diagnostics.Add(PackageProblem.TwoFolders(declaration, folder, other));
            return null;
        }

        _underDevelopment.TryAdd(folder.Name, folder);
        return folder.Name;
    }

    private (List<PackageDemand> Demands, Dictionary<string, PackageFolder> Picked) Settle()
    {
        ILookup<string, VersionRange> wanted = RangesOf(_roots);
        for (int round = 0; ; round++)
        {
            (List<PackageDemand> demands, Dictionary<string, PackageFolder> picked) = Walk(wanted);
            ILookup<string, VersionRange> next = RangesOf(demands);
            if (round == RoundLimit || (next.Count == wanted.Count && next.All(ranges => ranges.SequenceEqual(wanted[ranges.Key]))))
            {
                return (demands, picked);
            }

            wanted = next;
        }
    }

    private static ILookup<string, VersionRange> RangesOf(IEnumerable<PackageDemand> demands) =>
        demands.ToLookup(demand => demand.Package, demand => demand.Range, StringComparer.Ordinal);

    // Breadth first, so that the shortest chain to a package is the one that is told.
    private (List<PackageDemand> Demands, Dictionary<string, PackageFolder> Picked) Walk(ILookup<string, VersionRange> wanted)
    {
        List<PackageDemand> demands = [.. _roots];
        Dictionary<string, PackageFolder> picked = new(StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < demands.Count; i++)
        {
            PackageDemand demand = demands[i];
            if (seen.Add(demand.Package) && Pick(demand.Package, [.. wanted[demand.Package], demand.Range]) is { } folder)
            {
                picked.Add(folder.Name, folder);
                demands.AddRange(folder.Requires.Select(required => new PackageDemand(required.Package, required.Range, required.Span, demand)));
            }
        }

        return (demands, picked);
    }

    private PackageFolder? Pick(string package, VersionRange[] ranges)
    {
        PackageFolder[] fitting = [.. CandidatesOf(package).Where(candidate => ranges.All(range => range.Contains(candidate.Version)))];
        return fitting.FirstOrDefault(candidate => candidate.Version == _lock.VersionOf(package)) ?? fitting.FirstOrDefault();
    }

    private ValueList<PackageFolder> CandidatesOf(string package) => _underDevelopment.TryGetValue(package, out PackageFolder? folder) ? [folder] : _library.Find(package);

    private void Check(string package, PackageDemand[] demands, Dictionary<string, PackageFolder> picked)
    {
        if (picked.TryGetValue(package, out PackageFolder? folder) && Array.TrueForAll(demands, demand => demand.Range.Contains(folder.Version)))
        {
            _diagnostics.AddRange(folder.Problems.Select(problem => PackageProblem.WantedBy(problem, demands[0])));
            return;
        }

        picked.Remove(package);
        _diagnostics.AddRange(Explain(package, demands));
    }

    private IEnumerable<Diagnostic> Explain(string package, PackageDemand[] demands)
    {
        ValueList<PackageFolder> candidates = CandidatesOf(package);
        if (candidates.IsEmpty)
        {
            return [PackageProblem.NotInstalled(demands[0], _lock.VersionOf(package))];
        }

        PackageDemand[] hopeless = [.. demands.Where(demand => !candidates.Any(candidate => demand.Range.Contains(candidate.Version)))];
        return hopeless.Length > 0
            ? hopeless.Select(demand => PackageProblem.NoSuchVersion(demand, candidates))
            : [PackageProblem.VersionClash(demands, candidates)];
    }
}
