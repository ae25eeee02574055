using System.IO.Compression;

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
    public async Task One_version_of_what_several_need_is_installed()
    {
        using PluginDesk desk = new();
        desk.WriteSites("top", "top", "1.0.0", "requires: { a: '*', b: '*' }\nsites: { s: x }").WriteSites("b", "b", "1.0.0", "requires: { a: '<2' }\nsites: { s: x }")
            .WriteSites("a2", "a", "2.0.0", "requires: { only-for-two: '*' }\nsites: { s: x }").WriteSites("a1", "a", "1.5.0", "sites: { s: x }").WriteSites("two", "only-for-two", "1.0.0", "sites: { s: x }");

        Outcome install = await desk.TypeAsync(".", "plugin install ./top");

        Assert.Equal(["a 1.5.0", "b 1.0.0", "top 1.0.0"], install.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(' ', line.Split(' ')[1..3])));
    }

    [Fact]
    public async Task What_can_not_be_loaded_is_not_installed()
    {
        using PluginDesk desk = new();
        desk.WriteHello("hello", "acme.hello", "1.0.0")
            .WriteSites("text", "text", "1.0.0", "stanzas: [{ assembly: lib/text.dll }]", "lib/text.dll")
            .WriteSites("script", "script", "1.0.0", "stanzas: [{ source: hello.py }]", "hello.py")
            .WriteHello("twice", "twice", "1.0.0");
        File.Copy(desk["twice/hello.stanza.cs"], desk["twice/other.stanza.cs"]);
        await File.AppendAllTextAsync(desk["twice/ketrew-plugin.yaml"], "  - source: other.stanza.cs\n");
        await desk.TypeAsync(".", "plugin pack hello");
        Rewrite(desk["acme.hello.1.0.0.nupkg"], desk["missing.nupkg"], entry => entry.Name != "hello.stanza.cs");
        Rewrite(desk["acme.hello.1.0.0.nupkg"], desk["other.nupkg"], _ => true, text => text.Replace("<id>acme.hello</id>", "<id>acme.other</id>", StringComparison.Ordinal));

        await desk.TypeAsync(".", "plugin install ./text");
        await desk.TypeAsync(".", "plugin install ./script");
        await desk.TypeAsync(".", "plugin install ./twice");
        await desk.TypeAsync(".", "plugin install missing.nupkg");
        await desk.TypeAsync(".", "plugin install other.nupkg");

        Assert.False(Directory.Exists(desk["home/ketrew/packages"]));
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

    [Fact]
    public async Task What_is_wrong_around_an_installation_is_told_with_what_to_type()
    {
        using PluginDesk desk = new();
        desk.WriteSites("my packages/top", "top", "1.0.0", "requires: { low: '>=3' }\nsites: { s: x }").WriteSites("my packages/low", "low", "2.0.0", "sites: { s: x }").WriteSites("my packages/low-pre", "low", "3.0.0-rc.1", "sites: { s: x }")
            .WriteSites("bad", "bad", "1.0.0", "sites: { s: x }\nfiles: [{ site: s, from: '*', to: ../b }]").Write("a file", "")
            .Write("project/workflow.yaml", "ketrew: 1\nplugins:\n  - package: ./stz\nstanzas: []\n");

        await desk.TypeAsync(".", "plugin install \"./my packages/top\"");
        await desk.TypeAsync(".", "plugin install \"./my packages/low\" --prefix \"my prefix\"");
        await desk.TypeAsync(".", "plugin install \"./my packages/low\" --prefix \"a file\"");
        await desk.TypeAsync(".", "plugin install \"./my packages/low\" --prefix /proc/nowhere");
        await desk.TypeAsync(".", "plugin install acme.x --source ../nofeed");
        await desk.TypeAsync(".", "plugin install ./bad");
        await desk.TypeAsync(".", "plugin new acme.x -C \"new folder\"");
        await desk.TypeAsync("project", "expand");

        await Verify(desk.Transcript);
    }

    private static void Rewrite(string from, string to, Func<ZipArchiveEntry, bool> isKept, Func<string, string>? change = null)
    {
        using ZipArchive read = ZipFile.OpenRead(from);
        using ZipArchive written = ZipFile.Open(to, ZipArchiveMode.Create);
        foreach (ZipArchiveEntry entry in read.Entries.Where(isKept))
        {
            using StreamReader reader = new(entry.Open());
            using StreamWriter writer = new(written.CreateEntry(entry.FullName).Open());
            string text = reader.ReadToEnd();
            writer.Write(change?.Invoke(text) ?? text);
        }
    }
}
