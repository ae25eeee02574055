namespace Ketrew.CommandLine.Tests.Plugins;

public sealed class PackageLinkTests
{
    [Fact]
    public async Task What_lies_outside_of_a_package_is_never_passed_on()
    {
        using PluginDesk desk = new();
        desk.Write("secret.txt", "secret").Write("outside/deep.css", "secret").Write("outside/Lib.dll", "secret")
            .WriteSites("bad", "bad", "1.0.0", "sites: { s: x }\nstanzas:\n  - template: x.stanza.yaml\n  - assembly: lib/Lib.dll\nfiles:\n  - { site: s, from: [\"t/**\", away/deep.css] }\n  - { site: s, from: \"*.svg\" }", "t/good.css");
        File.CreateSymbolicLink(desk["bad/x.stanza.yaml"], desk["secret.txt"]);
        File.CreateSymbolicLink(desk["bad/lib"], "../outside");
        File.CreateSymbolicLink(desk["bad/t/layout.css"], "../../secret.txt");
        File.CreateSymbolicLink(desk["bad/away"], desk["outside"]);
        File.CreateSymbolicLink(desk["bad/README.md"], "nowhere.md");

        await desk.TypeAsync(".", "plugin check bad");
        await desk.TypeAsync(".", "plugin pack bad -o out");
        await desk.TypeAsync(".", "plugin install ./bad");

        Assert.False(Directory.Exists(desk["out"]));
        await Verify(desk.Transcript);
    }

    [Fact]
    public async Task A_link_inside_of_a_package_is_passed_on_as_what_it_leads_to()
    {
        using PluginDesk desk = new();
        desk.WriteSites("good", "good", "1.0.0", "sites: { s: x }\nfiles: [{ site: s, from: '*.css' }]", "a.css");
        File.CreateSymbolicLink(desk["good/b.css"], desk["good/a.css"]);
        File.CreateSymbolicLink(desk["good/c.css"], "a.css");

        Outcome check = await desk.TypeAsync(".", "plugin check good");
        await desk.TypeAsync(".", "plugin install ./good");

        Assert.Contains("4 files are passed on", check.Output, StringComparison.Ordinal);
        Assert.Equal(["a.css of good\n", "a.css of good\n"], new[] { "b.css", "c.css" }.Select(file => File.ReadAllText(desk[$"home/ketrew/packages/good/1.0.0/{file}"])));
        Assert.Null(new FileInfo(desk["home/ketrew/packages/good/1.0.0/b.css"]).LinkTarget);
    }
}
