using Ketrew.Expander.Hosting;
using Ketrew.Expander.Tests.Plugins;
using Ketrew.Sdk.Observations;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class HangCrashAndNoiseTests : TrickyCase
{
    [Theory]
    [InlineData("exit", "KE327")]
    [InlineData("overflow", "KE327")]
    [InlineData("throw", "KE326")]
    [InlineData("fail-in-thread", "KE327")]
    [InlineData("ask-in-thread", "KE326")]
    public async Task A_plugin_that_dies_costs_its_stanza_and_is_named(string deed, string code)
    {
        ExpansionResult result = await Project.Use($"- misbehave: {{ deed: {deed} }}\n- complain: {{ warning: still here }}").ExpandAsync();

        Assert.Contains(result.Diagnostics, diagnostic => diagnostic.Code == code && diagnostic.Message.StartsWith("plugin `lib/Unruly.dll`", StringComparison.Ordinal));
        Assert.Contains(result.Diagnostics, diagnostic => diagnostic.Message == "still here");
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("ask-and-hang")]
    [InlineData("start-process")]
    public async Task A_plugin_that_never_ends_is_ended_with_what_it_started(string deed)
    {
        Project.Host = PluginBuilds.HostOptions with { QueryLimit = TimeSpan.FromMilliseconds(500), SandboxLimit = SandboxLevel.Process };

        ExpansionResult result = await Project.Use($"- misbehave: {{ deed: {deed} }}\n- complain: {{ warning: still here }}").ExpandAsync();

        Assert.Contains(result.Diagnostics, diagnostic => diagnostic.Code is "KE330" or "KE326" && diagnostic.Message.Contains("lib/Unruly.dll", StringComparison.Ordinal));
        Assert.Contains(result.Diagnostics, diagnostic => diagnostic.Message == "still here");
    }

    [Fact]
    public async Task What_a_plugin_prints_is_no_message_and_what_it_reads_is_nothing()
    {
        Project.Use("- misbehave: { deed: babble }");

        Assert.Equal("survived", await IdsAsync());
    }

    [Fact]
    public async Task An_expansion_that_is_cancelled_ends_and_leaves_the_next_one_as_it_would_be()
    {
        Project.Use("- misbehave: { deed: ask-and-hang }");
        using CancellationTokenSource stop = new();
        Answer? StopAndLookUp(Question question)
        {
            stop.Cancel();
            return null;
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WorkflowExpander.ExpandAsync(Project.Options(), StopAndLookUp, stop.Token));

        Project.Use("- misbehave: { deed: nothing }");
        Assert.Equal("survived", await IdsAsync());
    }
}
