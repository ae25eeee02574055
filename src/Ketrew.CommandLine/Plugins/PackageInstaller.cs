using Ketrew.CommandLine.Output;
using Ketrew.Expander;
using Ketrew.Expander.Packages;
using Ketrew.Expander.Packages.Listing;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Plugins;

/// <summary>Installs a package together with those that it needs: all of them are looked at before the first one is put in its place, each with one rename.</summary>
internal sealed class PackageInstaller : IDisposable
{
    private readonly Session _session;
    private readonly PackagePrefix _target;
    private readonly IReadOnlyList<IPackageSource> _sources;
    private readonly ScratchDirectory _scratch;
    private readonly PackagePrefix _staging;
    private readonly ValueList<PackagePrefix> _prefixes;
    private readonly ExpanderOptions _options;
    private readonly List<StagedPackage> _staged = [];
    private readonly List<string> _notes = [];
    private bool _isRefused;

    /// <param name="session">Where everything is shown.</param>
    /// <param name="places">Where packages may be that are needed.</param>
    /// <param name="target">Where to install.</param>
    /// <param name="sources">Where packages come from that are needed and missing; the first that has one counts.</param>
    public PackageInstaller(Session session, PackagePlaces places, PackagePrefix target, IReadOnlyList<IPackageSource> sources)
    {
        _session = session;
        _target = target;
        _sources = sources;
        _scratch = ScratchDirectory.In(target);
        _staging = new PackagePrefix("to be installed", _scratch.FullPath);
        _prefixes = [_staging, .. places.SeenFrom(target)];
        _options = places.OptionsFor(session) with { Prefixes = _prefixes };
    }

    /// <summary>True to replace a package of the same version with other files.</summary>
    public bool Replaces { get; init; }

    /// <summary>Where something can be fetched to: empty, and on the disk of the prefix.</summary>
    public string CreateDirectory() => Directory.CreateDirectory(Path.Combine(_scratch.FullPath, "fetched", Path.GetRandomFileName())).FullName;

    /// <summary>Installs.</summary>
    /// <param name="fetched">A directory of <see cref="CreateDirectory"/> with the package in it.</param>
    /// <param name="origin">Where it comes from, as messages call it.</param>
    /// <returns>An <see cref="ExitCode"/>; what happened was printed.</returns>
    public async Task<int> InstallAsync(string fetched, string origin)
    {
        if (Stage(fetched, origin) is not { } root)
        {
            return ExitCode.BadInput;
        }

        await StageNeededAsync();
        if (_isRefused || !await IsSoundAsync())
        {
            return ExitCode.BadInput;
        }

        HashSet<StagedPackage> done = [];
        Put(root, done);
        foreach (StagedPackage package in _staged)
        {
            Put(package, done);
        }

        return ExitCode.Done;
    }

    /// <summary>Removes what was fetched and not installed.</summary>
    public void Dispose() => _scratch.Dispose();

    private StagedPackage? Stage(string fetched, string origin)
    {
        ManifestReading reading = PackageManifest.Read(fetched, $"{origin}/{PackageManifest.FileName}");
        if (reading.Manifest is not { } manifest)
        {
            Print(reading.Diagnostics, (name, root) => name.Replace(Path.Combine(root, origin), fetched, StringComparison.Ordinal));
            _isRefused = true;
            return null;
        }

        string folder = _staging.FolderOf(manifest.Name, manifest.Version);
        if (_staged.Find(package => package.Folder == folder) is { } twin)
        {
            return twin;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        Directory.Move(fetched, folder);
        StagedPackage staged = new(manifest, folder, origin);
        _staged.Add(staged);
        return staged;
    }

    private async Task StageNeededAsync()
    {
        Dictionary<string, ValueList<VersionRange>> wanted = new(StringComparer.Ordinal);
        List<string> folders = [_staged[0].Folder];
        for (int i = 0; i < folders.Count; i++)
        {
            foreach (PackageRequirement required in PackageManifest.Read(folders[i], folders[i]).Manifest?.Requires ?? [])
            {
                ValueList<VersionRange> ranges = [.. wanted.GetValueOrDefault(required.Package), required.Range];
                wanted[required.Package] = ranges;
                // One that suits all who are known by now; where there is none, the check tells who disagrees.
                string? folder = await FindAsync(required.Package, ranges) ?? await FindAsync(required.Package, [required.Range]);
                if (folder is null)
                {
                    await NoteVersionsAsync(required);
                }

                // What is there may need something that isn't.
                folders.AddRange(new[] { folder }.OfType<string>().Except(folders));
            }
        }

        // What was fetched before it was known that somebody wants another version.
        HashSet<string> used = [_staged[0].Folder, .. InstallCheck.Of(_staged[0].Folder, _staging, _prefixes).Folders];
        _staged.RemoveAll(package => !used.Contains(package.Folder));
    }

    private async Task NoteVersionsAsync(PackageRequirement required)
    {
        HashSet<SemanticVersion> versions = [];
        foreach (IPackageSource source in _sources)
        {
            versions.UnionWith(await source.VersionsAsync(required.Package));
        }

        if (versions.Count > 0)
        {
            _notes.Add($"of `{required.Package}` there is {string.Join(", ", versions.Order())}, which `{required.Range}` doesn't have");
        }
    }

    // Null: nobody has it, which the check tells with the chain that leads there.
    private async Task<string?> FindAsync(string name, ValueList<VersionRange> ranges)
    {
        if (InstalledPackage.In(_prefixes).FirstOrDefault(package => package.Name == name && ranges.All(range => range.Contains(package.Version))) is { } there)
        {
            return there.Folder;
        }

        foreach (IPackageSource source in _sources)
        {
            string fetched = CreateDirectory();
            if (await source.FetchAsync(name, ranges, fetched) is { } origin)
            {
                return Stage(fetched, origin)?.Folder;
            }
        }

        return null;
    }

    private async Task<bool> IsSoundAsync()
    {
        Diagnostic[] found = [.. FindProblems()];
        // Code of what is refused already would mostly say the same again.
        Diagnostic[] problems =
        [
            .. (found.Length > 0 ? found : [.. await InstallCheck.OfCodeAsync(_options, _staged[0].Folder, _session.Signals.Stop)])
                .Select(problem => _staged.Aggregate(problem, (shown, package) => package.Show(shown))),
        ];
        Print([.. problems], (name, root) => _staged.Aggregate(name, (shown, package) => package.FindShown(shown, root)));
        _notes.ForEach(_session.Terminal.PrintNote);
        StagedPackage[] others = [.. _staged.Where(package => Directory.Exists(package.TargetIn(_target)) && !IsThere(package) && !Replaces)];
        foreach (StagedPackage package in others)
        {
            _session.Terminal.PrintError($"`{package.Manifest.Name}` {package.Manifest.Version} is installed already in {_target.Path}, with other files", "give what changed another `version`, or replace it with `--force`");
        }

        return others.Length == 0 && !Array.Exists(problems, problem => problem.Severity == Severity.Error);
    }

    // What is wrong with a package that is needed, is wrong with the first one, too: there the whole chain is told.
    private IEnumerable<Diagnostic> FindProblems()
    {
        Diagnostic[] ofFirst = [.. ProblemsOf(_staged[0])];
        return ofFirst.Concat(_staged.Skip(1).SelectMany(ProblemsOf).Where(problem => !Array.Exists(ofFirst, told => told.Code == problem.Code)))
            .DistinctBy(problem => (problem.Code, problem.Message, problem.Span));
    }

    // Where it is going to lie, and among those that are going to lie there, too.
    private IEnumerable<Diagnostic> ProblemsOf(StagedPackage package) =>
        new[] { _target, _staging }.SelectMany(prefix => InstallCheck.Of(package.Folder, prefix, _prefixes).Problems);

    private bool IsThere(StagedPackage package) =>
        Directory.Exists(package.TargetIn(_target)) && PackageDigest.Of(package.TargetIn(_target)) == PackageDigest.Of(package.Folder);

    // First what it needs: whoever looks meanwhile sees packages that can be used.
    private void Put(StagedPackage package, HashSet<StagedPackage> done)
    {
        if (!done.Add(package))
        {
            return;
        }

        foreach (StagedPackage needed in _staged.Where(other => package.Manifest.Requires.Any(required => required.Package == other.Manifest.Name)))
        {
            Put(needed, done);
        }

        if (IsThere(package))
        {
            _session.Terminal.Print($"{package.Manifest.Name} {package.Manifest.Version} is installed already in {_target.Path} ({_target.Name})");
            return;
        }

        string target = package.TargetIn(_target);
        bool isReplaced = Directory.Exists(target);
        if (isReplaced)
        {
            FolderReplacement.Replace(package.Folder, target, package.TargetIn(_scratch.Aside));
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            Directory.Move(package.Folder, target);
        }

        _session.Terminal.Print($"{(isReplaced ? "replaced" : "installed")} {package.Manifest.Name} {package.Manifest.Version} in {_target.Path} ({_target.Name})");
    }

    private void Print(ValueList<Diagnostic> problems, Func<string, string, string> realPath)
    {
        string root = Environment.CurrentDirectory;
        new DiagnosticPrinter(_session.Terminal, root, name => realPath(name, root)).Print([.. problems], "nothing was installed");
    }
}
