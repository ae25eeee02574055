using Ketrew.Expander.Packages.Listing;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Packages;

public sealed class ListingTests
{
    [Fact]
    public async Task All_packages_are_listed_with_their_stanzas_or_why_they_can_not_be_loaded()
    {
        using PackageProject project = new();
        project.Install("installation", "acme.k8s", "1.0.0", "requires: { base: '>=1' }").Install("installation", "acme.k8s", "1.1.0", "requires: { gone: '*' }")
            .Install("home/ketrew", "base", "1.0.0", plugin: "UsesOne").Install("installation", "base", "2.0.0")
            .InstallFolder("project/tools/dev", "dev", "0.1.0", plugin: "Samples")
            .Use("  - package: ./tools/dev");
        File.Copy(Builds.LibraryOf("UsesOne"), project["home/ketrew/packages/base/1.0.0/lib/Versioned.dll"]);

        IEnumerable<ListedPackage> packages = await PackageListing.PackagesAsync(project.Options, CancellationToken.None);

        await Snapshot.Verify(string.Concat(packages.Select(package =>
            $"{package.Name} {package.Version} {package.Prefix?.Name ?? "-"}{(package.IsPreferred ? " preferred" : "")}: {string.Concat(package.Stanzas.Take(1))}\n{project.Render(package.Problems)}")));
    }

    [Fact]
    public async Task The_pinned_version_is_listed_as_the_one_that_is_used()
    {
        using PackageProject project = new PackageProject().InstallFiles("installation", "a", "1.0.0", "sites: { s: '' }").InstallFiles("installation", "b", "1.0.0", "files: [{ site: 'a:s', from: x }]", "x")
            .Use("  - package: a");
        (await project.ExpandAsync()).Lock!.Write();
        project.InstallFiles("installation", "a", "1.1.0", "sites: { s: '' }").InstallFiles("installation", "b", "1.1.0", "files: [{ site: 'a:s', from: x }]", "x");

        IEnumerable<ListedPackage> packages = await PackageListing.PackagesAsync(project.Options, CancellationToken.None);

        Assert.Equal(["a 1.0.0", "b 1.0.0"], packages.Where(package => package.IsPreferred).Select(package => $"{package.Name} {package.Version}"));
    }

    [Fact]
    public async Task Without_a_project_what_is_installed_is_listed()
    {
        using PackageProject project = new();
        project.Install("installation", "acme.k8s", "1.0.0");

        ListedPackage package = Assert.Single(await PackageListing.PackagesAsync(project.Options, CancellationToken.None));

        Assert.Contains("acme.k8s.emit", package.Stanzas);
    }

    [Fact]
    public async Task Sites_are_listed_with_their_directories_files_and_clashes()
    {
        using PackageProject project = new();
        project.InstallFiles("installation", "acme.gui", "1.0.0", "sites: { themes: looks, empty: nothing yet }\nfiles: [{ site: themes, from: '*.css' }]", "a.css", "b.css")
            .InstallFiles("installation", "twin", "1.0.0", "files: [{ site: 'acme.gui:themes', from: a.css }]", "a.css")
            .InstallFiles("home/ketrew", "mine", "1.0.0", "files: [{ site: 'acme.gui:themes', from: b.css }]", "b.css")
            .Write("home/ketrew/sites/acme.gui/themes/c.css", "by hand");

        IEnumerable<ListedSite> sites = PackageListing.Sites(project.Options);

        await Snapshot.Verify(string.Concat(sites.Select(site =>
            $"{site.Name}: {site.Description}\n{string.Concat(site.Directories.Select(directory => $"  in {directory}\n"))}{string.Concat(site.Files.Select(file => $"  {file.Path} by {file.Package ?? "hand"}{(file.IsHidden ? ", hidden" : "")}\n"))}{project.Render(site.Problems)}"))
            .Replace(project.FullPath, "…", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_speaks_against_installing_a_folder_is_told_at_once()
    {
        using PackageProject project = new();
        project.InstallFiles("home/ketrew", "acme.gui", "1.0.0", "sites: { themes: '' }\nfiles: [{ site: themes, from: a.css }]", "a.css")
            .InstallFiles("installation", "elsewhere", "1.0.0", "files: [{ site: 'acme.gui:themes', from: b.css }]", "b.css")
            .Write("new/ketrew-plugin.yaml", "ketrew-plugin: 1\nname: new\nversion: 1.0.0\nsdk: '>=9'\nrequires: { acme.gui: '>=2', gone: '*' }\nstanzas: [{ project: src }]\nfiles: [{ site: 'acme.gui:themes', from: '*.css' }]\n")
            .Write("new/a.css", "").Write("new/b.css", "");

        InstallCheck check = InstallCheck.Of(project["new"], project.Options.Prefixes.First(prefix => prefix.Name == "user"), project.Options.Prefixes);

        await Snapshot.Verify(project.Render(check.Problems));
    }

    [Fact]
    public void A_folder_against_which_nothing_speaks_may_be_installed()
    {
        using PackageProject project = new();
        project.InstallFolder("new", "acme.k8s", "1.0.0", "requires: { base: '1' }").Install("home/ketrew", "base", "1.0.0");

        InstallCheck check = InstallCheck.Of(project["new"], project.Options.Prefixes[0], project.Options.Prefixes);

        Assert.Equal(("", "acme.k8s"), (project.Render(check.Problems), check.Manifest?.Name));
    }

    [Fact]
    public async Task What_is_visible_in_a_directory_is_listed_with_who_defines_it_and_what_hides_it()
    {
        using PackageProject project = new();
        project.Install("installation", "acme.k8s", "1.0.0", plugin: "UsesOne").InstallFolder("project/lib", "unused", "1.0.0", plugin: "UsesTwo")
            .Write("project/workflow.yaml", "ketrew: 1\nplugins:\n  - { package: acme.k8s, as: k8s }\n  - { package: acme.k8s, as: here, subdirectories: false }\ndirectories: [sub]\nstanzas: []\n")
            .Write("project/sub/workflow.yaml", "plugins:\n  - { assembly: ../lib/lib/UsesTwo.dll, as: k8s, override: true }\nstanzas: []\n");

        StanzaListing root = await StanzaListing.AtAsync(project.Options, ".", CancellationToken.None);
        StanzaListing sub = await StanzaListing.AtAsync(project.Options, "sub/deeper", CancellationToken.None);

        await Snapshot.Verify($"{Show(root)}---\n{Show(sub)}");
    }

    private static string Show(StanzaListing listing) => string.Concat(listing.Stanzas.Select(stanza =>
        $"{stanza.Name} of {stanza.Plugin}, {stanza.DeclaredAt?.File}:{stanza.DeclaredAt?.Line}{(stanza.HiddenBy is { } other ? $", hidden by {other}" : "")}\n"));
}
