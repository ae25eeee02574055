using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Resolving;

/// <summary>Finds packages that need each other.</summary>
/// <param name="picked">One version of each package.</param>
internal sealed class PackageCycles(IReadOnlyDictionary<string, PackageFolder> picked)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _path = [];
    private readonly List<Diagnostic> _found = [];

    /// <summary>Each cycle once, with the declaration that leads to it.</summary>
    /// <param name="roots">The declarations.</param>
    public IReadOnlyList<Diagnostic> Find(IEnumerable<PackageDemand> roots)
    {
        foreach (PackageDemand root in roots)
        {
            Visit(root.Package, root);
        }

        return _found;
    }

    private void Visit(string package, PackageDemand root)
    {
        if (_path.IndexOf(package) is >= 0 and int start)
        {
            _found.Add(PackageProblem.Cycle(root, [.. _path.Skip(start), package]));
            return;
        }

        if (!_seen.Add(package) || !picked.TryGetValue(package, out PackageFolder? folder))
        {
            return;
        }

        _path.Add(package);
        foreach (PackageRequirement required in folder.Requires)
        {
            Visit(required.Package, root);
        }

        _path.RemoveAt(_path.Count - 1);
    }
}
