using Ketrew.Expander.Hosting;
using Ketrew.Expander.Tests.Plugins;
using Ketrew.Sdk.Diagnostics;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Expansion;

public sealed class SandboxTests : IDisposable
{
    private const string Stanza = "- loose: { a: echo }";

    private readonly TrickProject _project = new() { Host = PluginBuilds.HostOptions with { SandboxLimit = SandboxLevel.Process } };

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_machine_that_does_not_reach_the_required_level_says_why()
    {
        _project.RequiredSandbox = SandboxLevel.Kernel;
        _project.Use(Stanza);

        KetrewException exception = await Assert.ThrowsAsync<KetrewException>(() => _project.ExpandAsync());

        Assert.StartsWith("Plugins may run at sandbox level 3 only, and this machine reaches 2: ", exception.Message, StringComparison.Ordinal);
        Assert.Equal("ketrew doctor", exception.Hint);
    }

    [Fact]
    public async Task What_a_weaker_sandbox_gave_is_expanded_again()
    {
        await _project.Use(Stanza).PlanAsync();
        _project.RequiredSandbox = SandboxLevel.Kernel;

        await Assert.ThrowsAsync<KetrewException>(() => _project.ExpandAsync());
    }

    [Fact]
    public async Task What_is_remembered_at_the_required_level_needs_no_sandbox()
    {
        await _project.Use(Stanza).PlanAsync();
        _project.RequiredSandbox = SandboxLevel.Process;
        // Any start of this host would fail.
        _project.Host = new PluginHostOptions { Location = new PluginHostLocation(_project["nothing"], []) };

        ExpansionResult result = await _project.ExpandAsync();

        Assert.True(result.IsHit());
    }

    [Fact]
    public async Task A_plugin_project_is_not_built_when_a_level_is_required()
    {
        _project.RequiredSandbox = SandboxLevel.Assemblies;
        _project.Write("stanzas/Own/Own.csproj", "<Project><Target Name=\"Build\"><Exec Command=\"touch built\" /></Target></Project>");
        _project.Write("workflow.yaml", "ketrew: 1\nplugins:\n  - project: stanzas/Own\nstanzas:\n  - own: {}\n");

        string problems = await _project.ProblemsAsync();

        Assert.False(File.Exists(_project["stanzas/Own/built"]));
        await Snapshot.Verify(problems);
    }

    [Fact]
    public async Task What_an_assembly_names_that_a_stanza_should_not_use_is_told_once_and_not_for_those_that_behave()
    {
        _project.TellsHabits = true;
        _project.Use("- misbehave: { deed: nothing }\n- misbehave: { deed: refuse }\n- word-count: { texts: \"*.txt\" }\n- loose: { a: echo }");

        await Snapshot.Verify(await _project.ProblemsAsync());
    }
}
