using System.CommandLine;
using Ketrew.CommandLine.Plugins;
using Ketrew.Expander.Packages;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew plugin remove</c>: takes a package out of a prefix.</summary>
internal sealed class PluginRemoveVerb : Verb
{
    private readonly Argument<string> _name = new("NAME") { Description = "The package" };
    private readonly RangeOption _version = new("Only these versions (default: all)");
    private readonly PrefixOptions _prefix = new();
    private readonly Option<bool> _force = new("--force") { Description = "Remove it though others need it" };

    public PluginRemoveVerb(Session session)
        : base("remove", "Remove an installed plugin package", session)
    {
        Add(_name);
        Add(_version);
        _prefix.AddTo(this);
        Add(_force);
        AddProjectOptions(withFile: false);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew plugin remove acme.k8s", "from this project; refused while another package needs it"),
        ("ketrew plugin remove acme.k8s --version 1.1.0 --user", "one version, from your own prefix"),
    ];

    protected override Task<int> RunAsync(ParseResult parsed)
    {
        string name = parsed.GetValue(_name) ?? "";
        PackagePlaces places = PackagePlaces.Find(DirectoryOf(parsed), null);
        PackagePrefix target = _prefix.Choose(parsed, places);
        // What a killed process left there comes back before anybody looks.
        using ScratchDirectory? scratch = Directory.Exists(target.Path) ? ScratchDirectory.In(target) : null;
        InstalledPackage[] all = [.. InstalledPackage.In([target, .. places.Prefixes.Where(prefix => prefix.Path != target.Path)])];
        InstalledPackage[] removed = [.. all.Where(package => package.Name == name && package.Prefix == target && _version.Read(parsed).Contains(package.Version))];
        if (removed.Length == 0)
        {
            throw NotThere(name, target, all);
        }

        string[] needed = parsed.GetValue(_force) ? [] : [.. all.Except(removed).SelectMany(package => NeedsOf(package, name, all.Except(removed)))];
        return Task.FromResult(needed.Length > 0
            ? throw new InputException($"`{name}` is needed: {string.Join(", ", needed)}", $"ketrew plugin remove {name} --force")
            : Remove(removed, target, scratch!.FullPath));
    }

    private static IEnumerable<string> NeedsOf(InstalledPackage package, string name, IEnumerable<InstalledPackage> left) =>
        (package.Manifest?.Requires ?? [])
            .Where(required => required.Package == name && !left.Any(other => other.Name == name && required.Range.Contains(other.Version)))
            .Select(required => $"by `{package.Name}` {package.Version} in {package.Prefix.Path} as `{required.Range}`");

    private static InputException NotThere(string name, PackagePrefix target, InstalledPackage[] all)
    {
        if (Array.Find(all, package => package.Name == name) is { } elsewhere && elsewhere.Prefix != target)
        {
            return new InputException($"`{name}` is not installed in {target.Path}, but in {elsewhere.Prefix.Path}", $"ketrew plugin remove {name} --prefix {Shell.Quote(elsewhere.Prefix.Path)}");
        }

        string[] versions = [.. all.Where(package => package.Name == name).Select(package => package.Version.ToString())];
        return versions.Length > 0
            ? new InputException($"that version of `{name}` is not installed in {target.Path}: there is {string.Join(", ", versions)}")
            : new InputException($"no package `{name}` is installed", NearestName.Of(name, all.Select(package => package.Name)) is { } nearest ? $"did you mean `{nearest}`?" : "ketrew plugin list");
    }

    // One rename each: nobody sees half a package.
    private int Remove(InstalledPackage[] packages, PackagePrefix target, string scratch)
    {
        foreach (InstalledPackage package in packages)
        {
            Directory.Move(package.Folder, Path.Combine(scratch, package.Version.ToString()));
            Terminal.Print($"removed {package.Name} {package.Version} from {target.Path} ({target.Name})");
        }

        string folder = Path.GetDirectoryName(packages[0].Folder)!;
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }

        return ExitCode.Done;
    }
}
