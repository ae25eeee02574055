using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Packages;

public sealed class ResolutionTests
{
    private const string Edition = "  - acme.k8s.edition: {}";

    [Theory]
    [InlineData("  - package: acme.k8s", "1.3.0 in user")]
    [InlineData("  - { package: acme.k8s, version: '>=1.2 <1.3' }", "1.2.0 in user")]
    [InlineData("  - { package: acme.k8s, version: '>=2.0.0-rc.1' }", "2.0.0-rc.1 in user")]
    [InlineData("  - { package: acme.k8s, version: '<1.2' }", "1.1.0 in installation")]
    public async Task The_highest_version_that_fits_is_taken_from_the_first_prefix_that_has_one(string declaration, string expected)
    {
        using PackageProject project = new();
        foreach (string place in (string[])["1.2.0 in user", "1.3.0 in user", "2.0.0-rc.1 in user", "1.9.0 in installation", "1.1.0 in installation"])
        {
            string[] words = place.Split(' ');
            project.InstallFiles(words[2] == "user" ? "home/ketrew" : words[2], "acme.k8s", words[0], "sites: { s: '' }\nfiles: [{ site: s, from: which }]")
                .Write($"{(words[2] == "user" ? "home/ketrew" : words[2])}/packages/acme.k8s/{words[0]}/which", place);
        }

        project.Install("user", "any", "1.0.0").Install("home/ketrew", "asking", "1.0.0")
            .Use($"{declaration}\n  - package: asking", "  - asking.ask-site: { package: acme.k8s, site: s, text: which }");

        Assert.Equal(expected, await project.AnswerAsync());
    }

    [Fact]
    public async Task Prefixes_are_asked_in_their_order()
    {
        using PackageProject project = new();
        string[] prefixes = ["second", "first", "project/.ketrew", "home/ketrew", "installation"];
        string Which() => project.Options.Prefixes.Select(prefix => prefix.FolderOf("p", new(1, 0, 0))).First(Directory.Exists)[(project.FullPath.Length + 1)..];
        foreach (string prefix in prefixes)
        {
            project.InstallFiles(prefix, "p", "1.0.0", "");
        }

        project.Named.AddRange(["first", "second"]);
        List<string> order = [];
        for (int i = 0; i < prefixes.Length; i++)
        {
            order.Add(Which());
            Directory.Delete(project[order[^1]], recursive: true);
        }

        Assert.Equal(["first", "second", "project/.ketrew", "home/ketrew", "installation"], order.Select(folder => folder[..folder.IndexOf("/packages", StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task What_packages_need_is_closed_before_anything_is_loaded()
    {
        using PackageProject project = new();
        project
            .Install("installation", "a", "1.0.0", "requires: { b: '*', gone: '>=1.2 <2' }")
            .Install("installation", "b", "1.0.0", "requires: { c: '*' }")
            .Install("installation", "c", "1.0.0", "requires: { lost: '*', old: '>=2', future: '*', empty: '*' }")
            .Install("installation", "old", "1.0.0")
            .Install("installation", "future", "3.0.0", "language: [2]\nsdk: '>=7.1'")
            .Write("installation/packages/empty/1.0.0/README", "no manifest")
            .Use("  - package: a\n  - { package: not.there, version: '1.2' }\n  - package: b", "  - a.emit: { items: [] }");

        await Snapshot.Verify(await project.ProblemsAsync());
    }

    [Fact]
    public async Task Packages_that_need_each_other_are_told_with_the_circle()
    {
        using PackageProject project = new();
        project
            .Install("installation", "x", "1.0.0", "requires: { a: '*', c: '*' }")
            .Install("installation", "a", "1.0.0", "requires: { b: '*' }")
            .Install("installation", "b", "1.0.0", "requires: { c: '*' }")
            .Install("installation", "c", "1.0.0", "requires: { a: '*' }")
            .Install("installation", "me", "1.0.0", "requires: { me: '*' }")
            .Use("  - package: x\n  - package: me");

        await Snapshot.Verify(await project.ProblemsAsync());
    }

    [Fact]
    public async Task A_clash_of_versions_names_both_who_want_one()
    {
        using PackageProject project = new();
        project
            .Install("installation", "base", "1.0.0").Install("installation", "base", "2.0.0").Install("installation", "tool", "1.0.0").Install("installation", "tool", "2.0.0")
            .Install("installation", "a", "1.0.0", "requires: { base: '<2' }")
            .Install("installation", "b", "1.0.0", "requires: { base: '>=2' }")
            .Use("  - package: a\n  - package: b\n  - { package: tool, version: '1' }\n  - { package: tool, version: '2', as: other }");

        await Snapshot.Verify(await project.ProblemsAsync());
    }

    [Fact]
    public async Task One_version_that_suits_all_is_found_though_each_would_take_another()
    {
        using PackageProject project = new();
        project
            .Install("installation", "base", "1.0.0").Install("installation", "base", "1.1.0").Install("installation", "base", "1.2.0", "requires: { gone: '*' }")
            .Install("installation", "a", "1.0.0", "requires: { base: '>=1' }")
            .Install("installation", "b", "1.0.0", "requires: { base: '<1.2' }")
            .Use("  - package: a\n  - package: b");

        Assert.Contains("  base:\n    version: 1.1.0\n", await LockTextAsync(project), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_lies_in_the_wrong_place_or_is_not_built_is_told()
    {
        using PackageProject project = new();
        project
            .Install("installation", "renamed", "1.0.0")
            .Write("installation/packages/renamed/1.0.0/ketrew-plugin.yaml", "ketrew-plugin: 1\nname: other\nversion: 1.0.0\nstanzas: [{ assembly: lib/Tricks.dll }]\n")
            .Install("installation", "sources", "1.0.0")
            .Write("installation/packages/sources/1.0.0/ketrew-plugin.yaml", "ketrew-plugin: 1\nname: sources\nversion: 1.1.0\nstanzas:\n  - project: src\n")
            .Install("installation", "halves", "1.0.0")
            .Write("installation/packages/halves/1.0.0/ketrew-plugin.yaml", "ketrew-plugin: 1\nname: halves\nversion: 1.0.0\nstanzas:\n  - assembly: lib/Tricks.dll\n  - assembly: lib/Gone.dll\n")
            .InstallFolder("project/tools/one", "dev", "1.0.0").InstallFolder("project/tools/two", "dev", "1.0.0")
            .Use("  - package: renamed\n  - package: sources\n  - package: halves\n  - package: ./tools/one\n  - { package: ./tools/two, as: two }\n  - package: ./tools/three", "  - halves.emit: { items: [] }");

        await Snapshot.Verify(await project.ProblemsAsync());
    }

    [Fact]
    public async Task Two_pieces_of_a_package_can_not_define_one_stanza()
    {
        using PackageProject project = new();
        project.Install("installation", "twice", "1.0.0")
            .Write("installation/packages/twice/1.0.0/ketrew-plugin.yaml", "ketrew-plugin: 1\nname: twice\nversion: 1.0.0\nstanzas:\n  - assembly: lib/UsesOne.dll\n  - assembly: more/UsesTwo.dll\n");
        Builds.CopyWithLibrary(project["installation/packages/twice/1.0.0/lib"], "UsesOne");
        Builds.CopyWithLibrary(project["installation/packages/twice/1.0.0/more"], "UsesTwo");
        project.Use("  - package: twice");

        await Snapshot.Verify(await project.ProblemsAsync());
    }

    [Fact]
    public async Task A_folder_under_development_takes_the_place_of_what_is_installed()
    {
        using PackageProject project = new();
        project.Install("installation", "acme.k8s", "9.0.0", plugin: "Samples")
            .InstallFolder("project/tools/acme.k8s", "acme.k8s", "0.1.0")
            .Use("  - { package: ./tools/acme.k8s, as: k8s }", "  - k8s.ask: { text: workflow.yaml }");

        Assert.NotNull(await project.AnswerAsync());
    }

    [Fact]
    public async Task A_folder_under_development_is_built_when_it_has_a_project()
    {
        using PackageProject project = new();
        project
            .Write("project/tools/own/ketrew-plugin.yaml", "ketrew-plugin: 1\nname: own\nversion: 0.1.0\nstanzas: [{ project: src }]\n")
            .Write("project/tools/own/src/Own.csproj", """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
                  <ItemGroup><Reference Include="Ketrew.Sdk" HintPath="$(KetrewSdkDirectory)/Ketrew.Sdk.dll" Private="false" /></ItemGroup>
                </Project>
                """)
            .Write("project/tools/own/src/HelloStanza.cs", """
                using Ketrew.Sdk;
                [Stanza("hello")]
                public sealed class HelloStanza : Stanza<HelloStanza.Fields>
                {
                    public sealed record Fields;
                    protected override void Expand(Fields fields, StanzaContext context) => context.Emit(new TargetStanza("hello") { Description = "built" });
                }
                """)
            .Use("  - package: ./tools/own", "  - own.hello: {}");

        Assert.Equal("built", await project.AnswerAsync());
    }

    [Fact]
    public async Task A_prefix_that_was_moved_is_used_as_before()
    {
        using PackageProject project = new();
        project.Install("before", "acme.k8s", "1.0.0", "sites: { s: '' }\nfiles: [{ site: s, from: 'lib/*.txt', to: x }]").Write("before/packages/acme.k8s/1.0.0/lib/a.txt", "moved");
        Directory.Move(project["before"], project["after"]);
        project.Named.Add("after");

        project.Use("  - package: acme.k8s", "  - acme.k8s.ask-site: { package: acme.k8s, site: s, text: x/a.txt }");

        Assert.Equal("moved", await project.AnswerAsync());
    }

    [Fact]
    public async Task An_assembly_of_a_package_that_is_needed_need_not_be_carried()
    {
        using PackageProject project = new();
        project.Install("installation", "base", "1.0.0").Install("installation", "acme.k8s", "1.0.0", "requires: { base: '*' }", "UsesOne");
        File.Copy(Builds.LibraryOf("UsesOne"), project["installation/packages/base/1.0.0/lib/Versioned.dll"]);

        project.Use("  - package: acme.k8s", Edition);

        Assert.Equal("version 1", await project.AnswerAsync());
    }

    [Fact]
    public async Task A_package_that_carries_its_own_copy_gets_that_one()
    {
        using PackageProject project = new();
        project.Install("installation", "base", "1.0.0").Install("installation", "acme.k8s", "1.0.0", "requires: { base: '*' }", "UsesTwo");
        File.Copy(Builds.LibraryOf("UsesOne"), project["installation/packages/base/1.0.0/lib/Versioned.dll"]);
        File.Copy(Builds.LibraryOf("UsesTwo"), project["installation/packages/acme.k8s/1.0.0/lib/Versioned.dll"]);

        project.Use("  - package: acme.k8s", Edition);

        Assert.Equal("version 2", await project.AnswerAsync());
    }

    private static async Task<string> LockTextAsync(PackageProject project)
    {
        ExpansionResult result = await project.ExpandAsync();
        Assert.Equal("", project.Render(result.Diagnostics));
        return result.Lock!.Text;
    }
}
