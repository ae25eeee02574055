namespace Ketrew.CommandLine.Tests.Plugins;

public sealed class PluginInstallTests
{
    [Fact]
    public async Task What_a_folder_needs_is_taken_from_the_folders_beside_it()
    {
        using PluginDesk desk = new();
        desk.WriteSites("top", "top", "1.0.0", "requires: { middle: '>=1 <2' }\nsites: { s: x }")
            .WriteSites("middle", "middle", "1.5.0", "requires: { bottom: '*' }\nsites: { s: x }").WriteSites("newer", "middle", "2.0.0", "sites: { s: x }")
            .WriteSites("bottom", "bottom", "0.3.0", "sites: { s: x }");

        await desk.TypeAsync(".", "plugin install ./top");
        await desk.TypeAsync(".", "plugin list");
        await desk.TypeAsync(".", "plugin remove bottom");
        await desk.TypeAsync(".", "plugin remove bottom --force");
        await desk.TypeAsync(".", "plugin install ./top");
        await desk.TypeAsync(".", "plugin remove bottom --force");
        await desk.TypeAsync(".", "plugin remove botom");
        await desk.TypeAsync(".", "plugin list");

        await Verify(desk.Transcript);
    }

    [Fact]
    public async Task What_can_not_be_used_is_refused_with_the_chain_and_nothing_is_installed()
    {
        using PluginDesk desk = new();
        desk.WriteSites("top", "top", "1.0.0", "requires: { middle: '*' }\nsites: { s: x }").WriteSites("middle", "middle", "1.0.0", "requires: { gone: '>=2' }\nsites: { s: x }")
            .WriteSites("circle/a", "a", "1.0.0", "requires: { b: '*' }\nsites: { s: x }").WriteSites("circle/b", "b", "1.0.0", "requires: { a: '*' }\nsites: { s: x }")
            .WriteSites("late", "late", "1.0.0", "sdk: '>=99'\nsites: { s: x }")
            .WriteSites("broken", "broken", "one", "sites: { s: x }");

        await desk.TypeAsync(".", "plugin install ./top");
        await desk.TypeAsync(".", "plugin install circle/a");
        await desk.TypeAsync(".", "plugin install ./late");
        await desk.TypeAsync(".", "plugin install ./broken");

        Assert.Equal([], Directory.GetFileSystemEntries(desk["home/ketrew"]).Where(entry => Path.GetFileName(entry) != "outside"));
        await Verify(desk.Transcript);
    }

    [Fact]
    public async Task Two_packages_with_one_destination_are_refused_naming_both()
    {
        using PluginDesk desk = new();
        desk.WriteSites("gui", "acme.gui", "1.0.0", "sites: { themes: looks }\nfiles: [{ site: themes, from: '*.css' }]", "a.css", "b.css")
            .WriteSites("twin", "acme.twin", "1.0.0", "files: [{ site: 'acme.gui:themes', from: a.css }]", "a.css")
            .Write("project/workflow.yaml", "ketrew: 1\nstanzas: []\n");

        await desk.TypeAsync(".", "plugin install ./gui");
        await desk.TypeAsync(".", "plugin install ./twin");
        await desk.TypeAsync("project", "plugin install ../twin");
        desk.Write("project/.ketrew/sites/acme.gui/themes/b.css", "mine");
        await desk.TypeAsync("project", "sites");
        await desk.TypeAsync("project", "sites acme.gui:themes --json");
        await desk.TypeAsync("project", "sites acme.gui:theme");

        await Verify(desk.Transcript);
    }

    [Fact]
    public async Task A_version_is_a_promise_that_only_force_breaks()
    {
        using PluginDesk desk = new();
        desk.WriteSites("gui", "acme.gui", "1.0.0", "sites: { themes: looks }\nfiles: [{ site: themes, from: '*.css' }]", "a.css");
        await desk.TypeAsync(".", "plugin install ./gui");
        desk.Write("gui/a.css", "other");

        await desk.TypeAsync(".", "plugin install ./gui");
        await desk.TypeAsync(".", "plugin check gui");
        await desk.TypeAsync(".", "plugin install ./gui --force");

        Assert.Equal("other", await File.ReadAllTextAsync(desk["home/ketrew/packages/acme.gui/1.0.0/a.css"]));
        await Verify(desk.Transcript);
    }
}
