using Ketrew.Expander.Packages.Checking;
using Ketrew.Expander.Packages.Listing;
using Ketrew.Expander.Packages.Packing;
using Ketrew.Expander.Tests.Plugins;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Packages;

/// <summary>Backends among plugins: found without running them, in the order in which they are to be loaded.</summary>
public sealed class BackendAssemblyTests
{
    [Fact]
    public async Task An_assembly_of_backends_is_declared_as_one_of_stanzas_and_starts_nothing()
    {
        using PackageProject project = new PackageProject().Use("  - assembly: lib/Greeting.dll", "  - target: { name: t, run: 'true' }");
        PluginBuilds.CopyTo(project["project/lib"], "Greeting");

        ExpansionResult result = await project.ExpandAsync();

        BackendAssembly assembly = Assert.Single(result.BackendAssemblies);
        Assert.Equal("", project.Render(result.Diagnostics));
        Assert.Equal((project["project/lib/Greeting.dll"], "lib/Greeting.dll"), (assembly.Path, assembly.Name));
        Assert.Equal(["greeting"], assembly.Kinds);
        Assert.Equal("workflow.yaml:3:15", assembly.Span.ToString());
        Assert.Equal(0, result.PluginHostStarts);
    }

    [Fact]
    public async Task One_assembly_may_hold_both()
    {
        using PackageProject project = new PackageProject().Use("  - assembly: lib/Polite.dll", "  - thanks: { to: you }");
        PluginBuilds.CopyTo(project["project/lib"], "Polite");
        PluginBuilds.CopyTo(project["project/lib"], "Greeting");
        PluginBuilds.CopyTo(project["project/lib"], "Ketrew.Backends");

        ExpansionResult result = await project.ExpandAsync();

        // What the backends use is nothing for a stanza, and they lie beside one: a warning.
        Assert.Equal(["KE339"], result.Diagnostics.Select(problem => problem.Code));
        Assert.Equal(["polite"], Assert.Single(result.BackendAssemblies).Kinds);
        Assert.Equal("thanks", Assert.Single(result.Plan!.Targets).Id.Value);
    }

    [Fact]
    public async Task What_a_package_needs_is_loaded_before_it_and_once()
    {
        using PackageProject project = Packages().Use("  - package: acme.polite\n  - package: acme.greeting\n  - assembly: lib/Perilous.dll");
        PluginBuilds.CopyTo(project["project/lib"], "Perilous");

        ExpansionResult result = await project.ExpandAsync();

        Assert.Equal("", project.Render(result.Diagnostics));
        Assert.Equal(
            ["acme.greeting greeting 3:14", "acme.polite polite 3:14", "lib/Perilous.dll perilous 5:15"],
            result.BackendAssemblies.Select(assembly => $"{assembly.Name} {string.Join(' ', assembly.Kinds)} {assembly.Span?.Line}:{assembly.Span?.Column}"));
        Assert.Equal([project["installation/packages/acme.greeting/1.0.0/lib"]], result.BackendAssemblies[1].SharedFolders);
    }

    [Fact]
    public async Task Two_assemblies_with_one_kind_are_a_mistake()
    {
        using PackageProject project = new PackageProject().Use("  - assembly: a/Greeting.dll\n  - assembly: b/Greeting.dll");
        PluginBuilds.CopyTo(project["project/a"], "Greeting");
        PluginBuilds.CopyTo(project["project/b"], "Greeting");

        ExpansionResult result = await project.ExpandAsync();

        Assert.Equal(
            "workflow.yaml:4:15 KE304 plugin `b/Greeting.dll` can't be used: `a/Greeting.dll` has the kind of backends `greeting`, too",
            Assert.Single(result.Diagnostics.Select(problem => $"{problem.Span} {problem.Code} {problem.Message}")));
        Assert.Null(result.Plan);
    }

    [Fact]
    public async Task A_package_offers_what_its_manifest_lists()
    {
        using PackageProject project = new PackageProject().InstallFolder("project/tools/a", "acme.a", "1.0.0", "backends: [{ assembly: lib/Samples.dll }]", plugin: "Samples")
            .InstallFolder("project/tools/b", "acme.b", "1.0.0", plugin: "Greeting")
            .InstallFolder("project/tools/c", "acme.c", "1.0.0", plugin: "Polite")
            .Use("  - package: ./tools/a\n  - package: ./tools/b\n  - package: ./tools/c");

        ExpansionResult result = await project.ExpandAsync();

        await Snapshot.Verify(project.Render(result.Diagnostics));
        Assert.Empty(result.BackendAssemblies);
    }

    [Fact]
    public async Task A_package_of_backends_is_listed_reviewed_and_packed()
    {
        using PackageProject project = Packages();
        string folder = project["installation/packages/acme.greeting/1.0.0"];
        ExpanderOptions options = project.Options with { Root = folder };

        ListedPackage listed = (await PackageListing.PackagesAsync(project.Options, CancellationToken.None))[0];
        BackendReview review = await BackendReview.OfAsync(options, CancellationToken.None);
        PackageContents contents = await PackageContents.GatherAsync(options, folder, ".", CancellationToken.None);

        Assert.Equal(("acme.greeting", "greeting", 0), (listed.Name, string.Join(' ', listed.Backends), listed.Stanzas.Count));
        Assert.Equal(["greeting"], review.Kinds);
        Assert.Empty(contents.Diagnostics);
        Assert.Contains("lib/Greeting.dll", contents.Files.Select(file => file.Name));
    }

    private static PackageProject Packages()
    {
        PackageProject project = new PackageProject()
            .Write("installation/packages/acme.greeting/1.0.0/ketrew-plugin.yaml", "ketrew-plugin: 1\nname: acme.greeting\nversion: 1.0.0\nbackends: [{ assembly: lib/Greeting.dll }]\n")
            .Write("installation/packages/acme.polite/1.0.0/ketrew-plugin.yaml", "ketrew-plugin: 1\nname: acme.polite\nversion: 1.0.0\nrequires: { acme.greeting: '*' }\nbackends: [{ assembly: lib/Polite.dll }]\n");
        PluginBuilds.CopyTo(project["installation/packages/acme.greeting/1.0.0/lib"], "Greeting");
        PluginBuilds.CopyTo(project["installation/packages/acme.polite/1.0.0/lib"], "Polite");
        return project;
    }
}
