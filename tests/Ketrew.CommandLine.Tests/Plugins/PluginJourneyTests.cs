namespace Ketrew.CommandLine.Tests.Plugins;

public sealed class PluginJourneyTests
{
    [Theory]
    [InlineData("source")]
    [InlineData("template")]
    public async Task A_new_package_works_at_once_and_is_fit_to_be_passed_on(string kind)
    {
        using PluginDesk desk = new();

        await desk.TypeAsync(".", $"plugin new acme.jobs --kind {kind}");
        await desk.TypeAsync(".", "run -C acme.jobs -f example.yaml");
        await desk.TypeAsync(".", "plugin check acme.jobs");
        await desk.TypeAsync("acme.jobs", "plugin list -f example.yaml --at .");

        await Verify(desk.Transcript, kind);
    }

    [Theory]
    [InlineData("source")]
    [InlineData("template")]
    public async Task A_new_package_tells_texts_of_one_name_apart(string kind)
    {
        using PluginDesk desk = new();
        await desk.TypeAsync(".", $"plugin new acme.jobs --kind {kind}");
        desk.Write("acme.jobs/docs/a.md", "1\n").Write("acme.jobs/docs/a.txt", "1\n2\n").Write("acme.jobs/a.md", "").Write(
            "acme.jobs/texts.yaml", "ketrew: 1\nplugins:\n  - package: .\nstanzas:\n  - acme.jobs.count-lines: { texts: [a.md, 'docs/a.*'] }\n");

        Outcome run = await desk.TypeAsync("acme.jobs", "run -f texts.yaml");

        Assert.Equal(["count-a.md", "count-docs+a.md", "count-docs+a.txt"], ExecutedTargets.Of(run));
        Assert.Equal("2", (await File.ReadAllTextAsync(desk["acme.jobs/out/docs/a.txt.lines"])).Trim());
    }

    [Fact]
    public async Task A_package_is_packed_installed_with_what_it_needs_moved_and_used_elsewhere()
    {
        using PluginDesk desk = new();
        desk.WriteHello("work/base", "acme.base", "1.2.0").WriteHello("work/base", "acme.base", "1.2.0")
            .WriteHello("work/gui", "acme.gui", "1.0.0", "requires: { acme.base: '>=1 <2' }")
            .Write("other/workflow.yaml", "ketrew: 1\nplugins:\n  - { package: acme.gui, as: gui }\nstanzas:\n  - gui.hello: { who: me }\n");
        await desk.TypeAsync("work", "plugin pack base -o feed");
        await desk.TypeAsync("work", "plugin pack gui -o feed");

        await desk.TypeAsync("work", "plugin install acme.gui --source feed --prefix ../pre");
        await desk.TypeAsync("work", "plugin install feed/acme.gui.1.0.0.nupkg --prefix ../pre");
        await desk.TypeAsync("work", "plugin install ./gui --prefix ../pre");
        Directory.Move(desk["pre"], desk["moved"]);
        await desk.TypeAsync("other", "run");
        desk.Set("KETREW_SITES", desk["moved"]);
        await desk.TypeAsync("other", "run");
        await desk.TypeAsync("other", "plugin which hello");

        await Verify(desk.Transcript);
    }

    [Fact]
    public async Task A_feed_that_does_not_have_it_is_told_with_what_it_has()
    {
        using PluginDesk desk = new();
        desk.WriteHello("hello", "acme.hello", "1.2.0");
        await desk.TypeAsync(".", "plugin pack hello -o feed");

        await desk.TypeAsync(".", "plugin install acme.hello --source feed --version \">=2\"");
        await desk.TypeAsync(".", "plugin install acme.gone --source feed");
        await desk.TypeAsync(".", "plugin install ./gone");
        await desk.TypeAsync(".", "plugin install Acme");
        await desk.TypeAsync(".", "plugin install acme.hello --version ^1");

        await Verify(desk.Transcript);
    }

    [Fact]
    public async Task A_prerelease_is_fetched_from_a_feed()
    {
        using PluginDesk desk = new();
        desk.WriteSites("pre", "acme.pre", "1.0.0-rc.1", "sites: { s: x }");
        await desk.TypeAsync(".", "plugin pack pre -o feed");

        Outcome install = await desk.TypeAsync(".", "plugin install acme.pre --source feed --version 1.0.0-rc.1");

        Assert.StartsWith("installed acme.pre 1.0.0-rc.1", install.Output, StringComparison.Ordinal);
    }
}
