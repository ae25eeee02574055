namespace Ketrew.CommandLine.Tests.Plugins;

public sealed class PluginScopeTests
{
    [Fact]
    public async Task What_may_be_used_in_a_directory_is_told_with_who_defines_it_and_what_hides_it()
    {
        using PluginDesk desk = new();
        desk.WriteHello("hello", "acme.hello", "1.2.0").WriteHello("project/mine", "mine", "0.1.0")
            .Write("project/workflow.yaml", "ketrew: 1\nplugins:\n  - { package: acme.hello, as: h }\ndirectories: [sub]\nstanzas: []\n")
            .Write("project/sub/workflow.yaml", "plugins:\n  - { package: ./mine, as: h, override: true }\nstanzas: []\n");
        desk.WriteHello("project/sub/mine", "mine", "0.1.0");
        await desk.TypeAsync("project", "plugin install ../hello");

        await desk.TypeAsync("project", "plugin list");
        await desk.TypeAsync("project", "plugin list --at sub");
        await desk.TypeAsync("project", "plugin list --at . --json");
        await desk.TypeAsync("project", "plugin list --json");
        await desk.TypeAsync("project", "plugin which acme.hello.helo");

        await Verify(desk.Transcript);
    }

    [Fact]
    public async Task A_lock_is_the_same_in_two_directories_and_refuses_another_package_when_that_is_wanted()
    {
        using PluginDesk desk = new();
        desk.WriteHello("hello", "acme.hello", "1.2.0");
        foreach (string project in new[] { "one", "deeper/other" })
        {
            desk.Write($"{project}/workflow.yaml", "ketrew: 1\nplugins:\n  - package: acme.hello\nstanzas:\n  - acme.hello.hello: { who: me }\n");
        }

        await desk.TypeAsync("one", "plugin install ../hello");
        await desk.TypeAsync("one", "run --locked");
        await desk.TypeAsync("one", "run");
        await desk.TypeAsync("one", "run --locked");
        await desk.TypeAsync("deeper/other", "plugin install ../../hello");
        await desk.TypeAsync("deeper/other", "run");
        desk.Write("one/.ketrew/packages/acme.hello/1.2.0/README.md", "changed");
        await desk.TypeAsync("one", "expand --locked");

        Assert.Equal(await File.ReadAllTextAsync(desk["one/plugins.lock"]), await File.ReadAllTextAsync(desk["deeper/other/plugins.lock"]));
        await Verify(desk.Transcript);
    }

    [Fact]
    public async Task Everything_that_makes_a_package_unfit_is_found_at_once()
    {
        using PluginDesk desk = new();
        desk.Write("bad/ketrew-plugin.yaml", "ketrew-plugin: 1\nname: bad\nversion: 0.0.0\nstanzas:\n  - source: bad.stanza.cs\n")
            .Write("bad/example.yaml", "ketrew: 1\nplugins:\n  - package: .\nstanzas:\n  - bad.size: { width: 2 }\n")
            .Write("bad/bad.stanza.cs",
                """
                [Stanza("size")]
                public sealed class SizeStanza : Stanza<SizeStanza.Fields>
                {
                    public sealed record Fields(double Width, int Height = 1);

                    protected override void Expand(Fields fields, StanzaContext context) =>
                        context.Emit(new TargetStanza("size") { Run = $"echo {fields.Width / 4}" });
                }

                /// <summary>Nobody shows it.</summary>
                [Stanza("unused")]
                public sealed class UnusedStanza : Stanza<UnusedStanza.Fields>
                {
                    public sealed record Fields;

                    protected override void Expand(Fields fields, StanzaContext context)
                    {
                    }
                }
                """);

        await desk.TypeAsync(".", "plugin check bad");
        await desk.TypeAsync(".", "plugin check gone");
        await desk.TypeAsync(".", "plugin check");

        await Verify(desk.Transcript);
    }

    [Fact]
    public async Task What_nobody_would_see_of_a_package_is_found()
    {
        using PluginDesk desk = new();
        desk.WriteSites("gui", "acme.gui", "1.0.0", "sites: { themes: looks }")
            .WriteSites("bad", "bad", "1.0.0", "requires: { circle: '*', gone: '*' }\nfiles:\n  - { site: 'nobody:a', from: '*.css' }\n  - { site: 'acme.gui:theme', from: '*.css' }\n  - { site: 'acme.gui:themes', from: '*.svg' }", "a.css")
            .WriteSites("home/ketrew/packages/circle/1.0.0", "circle", "1.0.0", "requires: { bad: '*' }\nsites: { s: x }")
            .WriteHello("broken", "broken", "1.0.0");
        desk.Write("broken/hello.stanza.cs", "public class Nothing { broken");
        await desk.TypeAsync(".", "plugin install ./gui");

        await desk.TypeAsync(".", "plugin check bad");
        await desk.TypeAsync(".", "plugin check broken");

        await Verify(desk.Transcript);
    }

    [Fact]
    public async Task A_piece_that_can_not_be_used_is_told_with_the_way_that_leads_there()
    {
        using PluginDesk desk = new();
        desk.WriteSites("home/ketrew/packages/top/1.0.0", "top", "1.0.0", "requires: { base: '*' }\nsites: { s: x }")
            .WriteSites("home/ketrew/packages/base/1.0.0", "base", "1.0.0", "stanzas: [{ assembly: lib/text.dll }]", "lib/text.dll")
            .Write("project/workflow.yaml", "ketrew: 1\nplugins:\n  - package: top\nstanzas: []\n");

        await desk.TypeAsync("project", "expand");

        await Verify(desk.Transcript);
    }
}
