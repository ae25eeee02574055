using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Packages;

public sealed class SiteTests
{
    private const string Themes = "sites: { themes: what it looks like }";

    [Fact]
    public async Task A_package_adds_files_to_a_site_of_another_one()
    {
        using PackageProject project = Gui().InstallFiles(
            "installation",
            "acme.material",
            "1.0.0",
            "files:\n  - { site: 'acme.gui:themes', from: [themes/**, '!themes/**/*.bak'], to: material/ }\n  - { site: 'acme.gui:themes', from: [README, img/*.svg] }",
            "themes/layout.css", "themes/dark/layout.css", "themes/dark/x.bak", "README", "img/a.svg", "secret");

        Assert.Equal("README|a.svg|default/layout.css|material/dark/layout.css|material/layout.css", await FilesAsync(project, "**"));
        Assert.Equal("acme.material in installation", await TextAsync(project, "material/dark/layout.css"));
        Assert.Equal("material/dark/layout.css|material/layout.css", await FilesAsync(project, "material/**"));
    }

    [Fact]
    public async Task The_first_directory_that_has_a_file_counts()
    {
        using PackageProject project = Gui();
        List<string?> answers = [];
        Action<PackageProject>[] additions =
        [
            _ => { },
            to => to.Write("installation/sites/acme.gui/themes/default/layout.css", "by hand in installation"),
            to => to.InstallFiles("home/ketrew", "mine", "1.0.0", Adds, "layout.css"),
            to => to.Write("home/ketrew/sites/acme.gui/themes/default/layout.css", "by hand in home"),
            to => to.InstallFiles("project/.ketrew", "ours", "1.0.0", Adds, "layout.css"),
            to => to.InstallFiles("named", "override", "1.0.0", Adds, "layout.css"),
            to => to.Write("project/tools/dev/ketrew-plugin.yaml", $"ketrew-plugin: 1\nname: dev\nversion: 0.1.0\n{Adds}\n").Write("project/tools/dev/layout.css", "under development"),
        ];
        project.Named.Add("named");

        foreach (Action<PackageProject> add in additions)
        {
            add(project);
            answers.Add(await TextAsync(project, "default/layout.css", Directory.Exists(project["project/tools"]) ? "\n  - package: ./tools/dev" : ""));
        }

        Assert.Equal(
            ["acme.gui in installation", "by hand in installation", "mine in home/ketrew", "by hand in home", "ours in project/.ketrew", "override in named", "under development"],
            answers);
    }

    [Fact]
    public async Task Of_several_versions_only_the_one_in_use_has_a_part_in_sites()
    {
        using PackageProject project = Gui().InstallFiles("installation", "acme.gui", "2.0.0", $"{Themes}\nfiles: [{{ site: themes, from: new.css }}]", "new.css");

        Assert.Equal("new.css", await FilesAsync(project, "**"));
        Assert.Equal("default/layout.css", await FilesAsync(project, "**", "\n  - { package: acme.gui, version: '1' }"));
    }

    [Theory]
    [InlineData("maybe: nowhere.css", "missing")]
    [InlineData("files: '*.none'", "")]
    public async Task What_nobody_adds_is_missing(string question, string expected)
    {
        using PackageProject project = Gui().Use("  - package: asking", $"  - asking.ask-site: {{ package: acme.gui, site: themes, {question} }}");

        Assert.Equal(expected, await project.AnswerAsync() ?? "");
    }

    [Fact]
    public async Task What_can_not_be_answered_is_told_with_its_reason()
    {
        using PackageProject project = Gui()
            .InstallFiles("installation", "twin.a", "1.0.0", Adds.Replace("default", "same", StringComparison.Ordinal), "layout.css")
            .InstallFiles("installation", "twin.b", "1.0.0", Adds.Replace("default", "same", StringComparison.Ordinal), "layout.css")
            .InstallFiles("installation", "link", "1.0.0", "files: [{ site: 'acme.gui:themes', from: 'links/*' }]")
            .Write("secret.txt", "secret");
        Directory.CreateDirectory(project["installation/packages/link/1.0.0/links"]);
        File.CreateSymbolicLink(project["installation/packages/link/1.0.0/links/out.css"], project["secret.txt"]);
        await File.WriteAllBytesAsync(project["installation/packages/link/1.0.0/links/bytes.css"], [0xFF, 0xFE, 0x00]);

        project.Use("  - package: asking", string.Join('\n', new[]
        {
            "acme.gui, site: themes, text: nowhere.css",
            "acme.gui, site: theme, text: a",
            "acme.gui, site: pictures, text: a",
            "acme.web, site: themes, text: a",
            "acme.gui, site: themes, text: same/layout.css",
            "acme.gui, site: themes, text: out.css",
            "acme.gui, site: themes, text: bytes.css",
            "acme.gui, site: themes, text: ../secret.txt",
            "acme.gui, site: themes, files: ../*.txt",
        }.Select((site, i) => $"  - asking.ask-site: {{ name: n{i}, package: {site} }}")));

        await Snapshot.Verify(await project.ProblemsAsync());
    }

    [Fact]
    public async Task An_answer_is_remembered_wherever_the_file_lies_and_asked_again()
    {
        using PackageProject project = Gui();
        await TextAsync(project, "default/layout.css");

        Directory.CreateDirectory(project["home/ketrew"]);
        Directory.Move(project["installation/packages"], project["home/ketrew/packages"]);
        ExpansionResult moved = await project.ExpandAsync();
        project.Write("home/ketrew/packages/acme.gui/1.0.0/default/layout.css", "edited");
        ExpansionResult edited = await project.ExpandAsync();

        Assert.Equal((0, 1), (moved.PluginHostStarts, edited.PluginHostStarts));
        Assert.Equal("edited", Assert.Single(edited.Plan!.Targets).Description);
    }

    [Fact]
    public async Task A_file_that_is_added_later_runs_the_expansion_again()
    {
        using PackageProject project = Gui();
        await FilesAsync(project, "**");
        ExpansionResult same = await project.ExpandAsync();

        project.InstallFiles("home/ketrew", "mine", "1.0.0", Adds.Replace("default", "mine", StringComparison.Ordinal), "layout.css");
        ExpansionResult added = await project.ExpandAsync();

        Assert.Equal(0, same.PluginHostStarts);
        Assert.Equal("default/layout.css|mine/layout.css", Assert.Single(added.Plan!.Targets).Description);
    }

    private static string Adds => "files: [{ site: 'acme.gui:themes', from: layout.css, to: default }]";

    private static PackageProject Gui() => new PackageProject()
        .Install("project/.ketrew", "asking", "1.0.0")
        .InstallFiles("installation", "acme.gui", "1.0.0", $"{Themes}\nfiles: [{{ site: themes, from: default/layout.css, to: default }}]", "default/layout.css");

    private static Task<string?> TextAsync(PackageProject project, string path, string more = "") => AskAsync(project, "text", path, more);

    private static Task<string?> FilesAsync(PackageProject project, string pattern, string more = "") => AskAsync(project, "files", pattern, more);

    private static Task<string?> AskAsync(PackageProject project, string question, string path, string more) =>
        project.Use($"  - package: asking{more}", $"  - asking.ask-site: {{ package: acme.gui, site: themes, {question}: '{path}' }}").AnswerAsync();
}
