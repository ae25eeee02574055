using System.Globalization;
using Ketrew.Expander.Language;
using Ketrew.Expander.Packages;
using Ketrew.Expander.Packages.Locking;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Expander.Packages.Resolving;
using Ketrew.Expander.Packages.Sites;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Diagnostics;

/// <summary>Every mistake around plugin packages: its code, its text, its hint.</summary>
/// <remarks>KE370–KE379 a package by itself, KE380–KE389 what packages want of each other, KE390–KE394 the lock, KE395–KE399 sites and files.</remarks>
internal static class PackageProblem
{
    private const string AcceptHint = "run `ketrew expand` without `--locked` to accept it";

    public static Diagnostic NoManifest(string file) =>
        new("KE370", $"there is no `{PackageManifest.FileName}`, so this folder is no plugin package", new SourceSpan(file, 1, 1, 1, 1));

    public static Diagnostic NoFolder(PluginDeclaration declaration) =>
        new("KE370", $"there is no folder `{declaration.Path}`", declaration.NameSpan) { Hint = "a path is relative to the file that it stands in; an installed package has no `./`" };

    public static Diagnostic EmptyManifest(SourceSpan at) =>
        new("KE370", "this file says nothing, so its folder is no plugin package", at) { Hint = $"begin it with `ketrew-plugin: {PackageManifest.FormatVersion}`" };

    public static Diagnostic EmptyPackage(SourceSpan? at, string package) =>
        new("KE370", $"`{package}` is no plugin package: it has neither stanzas nor backends, sites or files for them", at) { Hint = "add `stanzas: [{ assembly: lib/Name.dll }]`" };

    public static Diagnostic LaterFormat(ScalarNode at) =>
        new("KE371", $"this package is written in form {at.Text} of the manifest", at.Span)
        {
            Hint = string.Create(CultureInfo.InvariantCulture, $"this ketrew reads form {PackageManifest.FormatVersion}: install a newer one"),
        };

    public static Diagnostic BadVersion(Node at, string text) =>
        new("KE372", $"`{text}` is no version", at.Span) { Hint = "write three numbers: `1.2.0`, or `1.2.0-beta.1`" };

    public static Diagnostic BadRange(Node at, string text, string hint) =>
        new("KE373", $"`{text}` is no range of versions", at.Span) { Hint = hint };

    public static Diagnostic BadPath(Node at, string text) =>
        new("KE026", text.Length == 0 ? "a path can't be empty" : $"`{text}` is no path inside of the package's folder", at.Span) { Hint = "write it relative to that folder, without `..`" };

    public static Diagnostic BadDestination(Node at, string text) =>
        new("KE026", $"`{text}` is no directory inside of the site", at.Span) { Hint = "write it relative to the site, without `..`; leave it out for the site's root" };

    public static Diagnostic PathWithoutDot(Node at, string text) =>
        new("KE029", $"`{text}` can't be the name of a package: it holds `/`", at.Span) { Hint = $"the path of a folder begins with a dot: `./{text}`" };

    public static Diagnostic PieceWithoutKind(Node at) =>
        new("KE057", "this doesn't say which piece of the package is meant", at.Span) { Hint = "write `assembly: lib/Name.dll`" };

    public static Diagnostic SiteClash(SiteName site, SiteFile file, SiteFile twin) => new(
        "KE396",
        file.Package == twin.Package ? $"package `{file.Package?.Name}` adds two files as `{file.Name}` to `{site}`" : $"packages `{file.Package?.Name}` and `{twin.Package?.Name}` both add `{file.Name}` to `{site}`",
        null)
    {
        Hint = "let one of them put it elsewhere with `to`, or install one of them",
        Notes = [new($"one is {file.FullPath}", null), new($"the other is {twin.FullPath}", null)],
    };

    public static Diagnostic LinkLeadsOut(SourceSpan? at, string file) =>
        new("KE397", $"`{file}` is a link that leads out of the package, or nowhere", at) { Hint = "put a copy of the file there" };

    public static Diagnostic NothingToAdd(AddedFiles added) =>
        new("KE398", $"no file of this package is {string.Join(", ", added.From.Patterns.Select(pattern => $"`{pattern}`"))}", added.Span)
        {
            Severity = Severity.Warning,
            Hint = "patterns are relative to the package's folder",
        };

    public static Diagnostic NobodysSite(AddedFiles added) =>
        new("KE399", $"no package `{added.Site.Package}` is installed that could define the site `{added.Site.Site}`", added.Span)
        {
            Severity = Severity.Warning,
            Hint = $"ketrew plugin install {added.Site.Package}",
        };

    public static Diagnostic UnknownSite(AddedFiles added, PackageManifest owner) =>
        new("KE399", $"package `{owner.Name}` {owner.Version} defines no site `{added.Site.Site}`", added.Span)
        {
            Severity = Severity.Warning,
            Hint = NearestName.Of(added.Site.Site, owner.Sites.Select(site => site.Name)) is { } nearest ? $"did you mean `{owner.Name}:{nearest}`?" : $"ketrew sites {owner.Name}",
        };

    public static Diagnostic UnknownOwnSite(SourceSpan? at, string site, IEnumerable<string> known) =>
        new("KE395", $"this package defines no site `{site}`", at)
        {
            Hint = NearestName.Of(site, known) is { } nearest ? $"did you mean `{nearest}`?" : $"add it to `sites`, or name its package: `acme.gui:{site}`",
        };

    public static Diagnostic OtherPackage(PackageManifest manifest, string name, SemanticVersion version) =>
        new("KE374", $"this is `{manifest.Name}` {manifest.Version}, but it lies where `{name}` {version} should", manifest.Name == name ? manifest.VersionSpan : manifest.NameSpan)
        {
            Hint = $"move it to `packages/{manifest.Name}/{manifest.Version}`",
        };

    public static Diagnostic ProjectInstalled(PackagePiece project, string package) =>
        new("KE375", $"an installed package can't have a `project`: `{project.Path}` of `{package}` has to be built first", project.Span)
        {
            Hint = "install what `ketrew plugin pack` makes",
        };

    public static Diagnostic OtherLanguage(PackageManifest manifest, int language) =>
        new("KE376", string.Create(CultureInfo.InvariantCulture, $"`{manifest.Name}` {manifest.Version} is for version {string.Join(", ", manifest.Languages)} of the workflow language, and this ketrew reads {language}"), manifest.LanguagesSpan)
        {
            Hint = manifest.Languages.All(version => version > language) ? "install a newer ketrew, or an older version of the package" : "install a newer version of the package",
        };

    public static Diagnostic OtherSdk(PackageManifest manifest, string sdk) =>
        new("KE377", $"`{manifest.Name}` {manifest.Version} wants Ketrew.Sdk `{manifest.Sdk}`, and this is {sdk}", manifest.SdkSpan)
        {
            Hint = "install another ketrew, or another version of the package",
        };

    public static Diagnostic DefinedTwice(PackageFolder package, string stanza, PackagePiece piece, PackagePiece other) =>
        new("KE378", $"`{package.Name}` defines the stanza `{stanza}` twice: in `{other.Path}` and in `{piece.Path}`", piece.Span) { Hint = "rename one of the two" };

    public static Diagnostic VersionWithoutPackage(SourceSpan? at) =>
        new("KE379", "only a package has versions", at) { Hint = "remove `version`" };

    public static Diagnostic NotInstalled(PackageDemand demand, SemanticVersion? pinned) =>
        new("KE380", $"package `{demand.Package}` is not installed{ChainOf(demand)}", demand.Declaration.Span)
        {
            Hint = pinned is not null ? $"ketrew plugin install {demand.Package} --version {pinned}"
                : demand.Range == VersionRange.Any ? $"ketrew plugin install {demand.Package}"
                : $"ketrew plugin install {demand.Package} --version \"{demand.Range}\"",
            Notes = NotesOf(demand),
        };

    public static Diagnostic NoSuchVersion(PackageDemand demand, IEnumerable<PackageFolder> candidates)
    {
        PackageFolder[] there = [.. candidates];
        return new Diagnostic("KE381", $"no version of package `{demand.Package}` is `{demand.Range}`{ChainOf(demand)}", demand.Declaration.Span)
        {
            Hint = there[0].Prefix is null ? "raise `version` in its manifest, or take another range" : $"ketrew plugin install {demand.Package} --version \"{demand.Range}\"",
            Notes = [.. NotesOf(demand), new($"what is there: {string.Join(", ", there.Select(folder => folder.Version.ToString()).Distinct())}", null)],
        };
    }

    public static Diagnostic VersionClash(PackageDemand[] demands, IEnumerable<PackageFolder> candidates)
    {
        PackageFolder[] there = [.. candidates];
        (PackageDemand one, PackageDemand other) = ClashIn(demands, there);
        return new Diagnostic("KE382", $"package `{one.Package}` is wanted as `{one.Range}` and as `{other.Range}`, and there is no version that is both", other.Declaration.Span)
        {
            Hint = "let both take one version, or install one that suits both",
            Notes =
            [
                new($"`{one.Range}` is wanted by {WhoWants(one)}", one.Span),
                new($"`{other.Range}` is wanted by {WhoWants(other)}", other.Span),
                new($"what is there: {string.Join(", ", there.Select(folder => folder.Version.ToString()).Distinct())}", null),
            ],
        };
    }

    public static Diagnostic Cycle(PackageDemand declaration, IEnumerable<string> packages) =>
        new("KE383", $"packages need each other: {string.Join(" -> ", packages.Select(package => $"`{package}`"))}", declaration.Span)
        {
            Hint = "take one of them out of the `requires` of another",
        };

    public static Diagnostic TwoFolders(PluginDeclaration declaration, PackageFolder folder, PackageFolder other) =>
        new("KE384", $"`{folder.ShownAs}` and `{other.ShownAs}` are both package `{folder.Name}`", declaration.NameSpan) { Hint = "declare one of them" };

    // Of a manifest that is looked at by itself the problem has the place already.
    public static Diagnostic WantedBy(Diagnostic problem, PackageDemand demand) =>
        demand.Parent is not null ? problem with { Notes = [.. problem.Notes, new($"needed by {demand.Chain}", demand.Declaration.Span)] }
        : demand.Span?.File == problem.Span?.File ? problem
        : WantedBy(problem, demand.Span);

    public static Diagnostic WantedBy(Diagnostic problem, SourceSpan? declaration) => problem with
    {
        Notes = [.. problem.Notes, new("declared here", declaration)],
    };

    public static Diagnostic NoLock(IEnumerable<LockedPackage> packages) =>
        new("KE390", $"there is no `{PackageLock.FileName}` that pins {string.Join(", ", packages.Select(package => $"`{package.Name}`"))}", null)
        {
            Hint = "run `ketrew expand` without `--locked`, and commit the file",
        };

    public static Diagnostic Differs(LockedPackage? pinned, LockedPackage package) => pinned is null
        ? new Diagnostic("KE391", $"package `{package.Name}` {package} is not pinned", new SourceSpan(PackageLock.FileName, 1, 1, 1, 1)) { Hint = AcceptHint }
        : new Diagnostic("KE391", $"package `{package.Name}` is {package}, but {pinned} is pinned", pinned.Span)
        {
            Hint = pinned.Version == package.Version ? AcceptHint : $"ketrew plugin install {package.Name} --version {pinned.Version}",
        };

    public static Diagnostic NoLongerThere(LockedPackage pinned) =>
        new("KE391", $"package `{pinned.Name}` {pinned} is pinned, for it adds files to {string.Join(", ", pinned.AddsTo.Select(site => $"`{site}`"))}, but it is not installed", pinned.Span)
        {
            Hint = $"ketrew plugin install {pinned.Name} --version {pinned.Version}",
        };

    public static Diagnostic OtherContent(LockedPackage pinned, LockedPackage package) =>
        new("KE392", $"package `{package.Name}` is {package}, but {pinned} was pinned: its files have changed", pinned.Span)
        {
            Severity = Severity.Warning,
            Hint = "install it again if that wasn't you",
        };

    private static string ChainOf(PackageDemand demand) => demand.Parent is null ? "" : $": {demand.Chain}";

    private static ValueList<DiagnosticNote> NotesOf(PackageDemand demand) =>
        demand.Parent is null ? [] : [new($"`{demand.Parent.Package}` needs it", demand.Span)];

    private static string WhoWants(PackageDemand demand) => demand.Parent is null ? "this declaration" : $"`{demand.Parent.Chain}`";

    // Mostly two exclude each other by themselves; of more than two the first and the last are told.
    private static (PackageDemand One, PackageDemand Other) ClashIn(PackageDemand[] demands, PackageFolder[] candidates)
    {
        foreach (PackageDemand one in demands)
        {
            if (Array.Find(demands, other => !Array.Exists(candidates, folder => one.Range.Contains(folder.Version) && other.Range.Contains(folder.Version))) is { } other)
            {
                return (one, other);
            }
        }

        return (demands[0], demands[^1]);
    }
}
