using System.CommandLine;
using Ketrew.CommandLine.Plugins;
using Ketrew.Expander.Packages;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew plugin install</c>: puts a package, and those that it needs, where workflows find them.</summary>
internal sealed class PluginInstallVerb : Verb
{
    private readonly Argument<string> _what = new("PATH|NAME") { Description = "A package's folder, a file that `pack` made, or a name in a NuGet feed" };
    private readonly RangeOption _version = new("Which version: `1.2.0`, `1.2`, `\">=1.2 <2\"` (default: the highest release)");
    private readonly PrefixOptions _prefix = new();
    private readonly Option<string[]> _sources = new("--source") { Description = "A NuGet feed: an address or a folder (default: those that NuGet is configured for)", HelpName = "FEED" };
    private readonly Option<bool> _force = new("--force") { Description = "Replace a package of the same version with other files" };

    public PluginInstallVerb(Session session)
        : base("install", "Install a plugin package with those that it needs", session)
    {
        Add(_what);
        Add(_version);
        _prefix.AddTo(this);
        Add(_sources);
        Add(_force);
        AddProjectOptions(withFile: false);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew plugin install acme.k8s", "the newest release of the NuGet feeds, for this project"),
        ("ketrew plugin install acme.k8s --version \">=1.2 <2\"", "the highest of these versions"),
        ("ketrew plugin install ./acme.jobs --user", "a folder, for all of your projects"),
        ("ketrew plugin install acme.jobs.0.1.0.nupkg --prefix /opt/acme", "into a directory that KETREW_SITES names"),
    ];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        string what = parsed.GetValue(_what) ?? "";
        PackagePlaces places = PackagePlaces.Find(DirectoryOf(parsed), null);
        PackagePrefix target = _prefix.Choose(parsed, places);
        ValueList<string> feeds = [.. (parsed.GetValue(_sources) ?? []).Select(FeedOf)];
        PackageFeed feed = new(new DotnetClient(Session.Signals.Stop), feeds, Environment.CurrentDirectory);
        string? path = PathOf(what);
        // Who installs a file hasn't asked for the network.
        IPackageSource[] sources =
        [
            .. path is null ? [] : new[] { new PackageNeighbours(Session, Path.GetDirectoryName(path)!, Path.GetDirectoryName(what.TrimEnd('/')) ?? "") },
            .. path is null || !feeds.IsEmpty ? new[] { feed } : [],
        ];
        using PackageInstaller installer = new(Session, places, target, sources) { Replaces = parsed.GetValue(_force) };
        string fetched = installer.CreateDirectory();
        string? origin = path is null ? await FetchAsync(feed, what, _version.Read(parsed), fetched) : await FetchAsync(path, what, _version.Read(parsed), fetched);
        int code = origin is null ? ExitCode.BadInput : await installer.InstallAsync(fetched, origin);
        if (code == ExitCode.Done && !places.Prefixes.Any(prefix => prefix.Path == target.Path))
        {
            Terminal.PrintNote($"workflows look there when {PackagePrefix.Variable} names it: export {PackagePrefix.Variable}={Shell.Quote(target.Path)}");
        }

        return code;
    }

    private static async Task<string> FetchAsync(PackageFeed feed, string name, VersionRange range, string directory)
    {
        if (PackageName.ProblemOf(name) is { } problem)
        {
            throw new InputException($"`{name}` is no file and no folder here, and can't be a package: {problem}", "ketrew plugin install ./acme.jobs");
        }

        if (await feed.FetchAsync(name, [range], directory) is not { } origin)
        {
            IReadOnlyList<SemanticVersion> there = await feed.VersionsAsync(name);
            throw there.Count == 0
                ? new InputException($"no feed has a package `{name}`", "name another feed with `--source FEED`, or a folder: `./NAME`")
                : new InputException($"no version of package `{name}` is `{range}`: there is {string.Join(", ", there.Order())}", $"ketrew plugin install {name} --version {there.OrderBy(version => version.IsPrerelease).ThenByDescending(version => version).First()}");
        }

        if (!File.Exists(Path.Combine(directory, PackageManifest.FileName)))
        {
            throw new InputException($"`{origin}` is a NuGet package, but no plugin package: `ketrew plugin pack` makes those");
        }

        return PackageManifest.Read(directory, origin).Manifest is { } manifest && manifest.Name != name
            ? throw new InputException($"`{origin}` of the feed holds the plugin package `{manifest.Name}` {manifest.Version}; nothing was installed")
            : origin;
    }

    private async Task<string?> FetchAsync(string path, string typed, VersionRange range, string directory)
    {
        if (!await PackageNeighbours.FetchAsync(Session, path, typed, directory))
        {
            return null;
        }

        if (!File.Exists(Path.Combine(directory, PackageManifest.FileName)))
        {
            throw new InputException($"`{typed}` is a NuGet package, but no plugin package: `ketrew plugin pack` makes those");
        }

        return PackageManifest.Read(directory, typed).Manifest is { } manifest && !range.Contains(manifest.Version)
            ? throw new InputException($"`{typed}` is version {manifest.Version} of `{manifest.Name}`, which `{range}` doesn't have")
            : typed;
    }

    // A name that lies here is meant as the name; `./NAME` means the folder.
    private static string? PathOf(string what)
    {
        bool isPath = what is "." or ".." || what.Contains('/') || what.Contains(Path.DirectorySeparatorChar) || what.EndsWith(".nupkg", StringComparison.Ordinal);
        string path = Path.GetFullPath(what);
        return !isPath ? null
            : Path.Exists(path) ? Path.TrimEndingDirectorySeparator(path)
            : throw new InputException($"there is no file and no folder `{what}`");
    }

    private static string FeedOf(string typed) => Directory.Exists(typed) ? Path.GetFullPath(typed) : typed;
}
