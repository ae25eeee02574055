using Ketrew.Expander.Hosting;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;

namespace Ketrew.PluginHost.Tests.Hosting;

public class PluginHostTests
{
    [Fact]
    public async Task A_stanza_asks_and_emits()
    {
        static Answer Answer(Question question) => new Answer.Items(["a.txt", "b/c d.txt"]);

        IReadOnlyList<ExpansionOutcome> outcomes = Expansions.Run(
            Answer, Expansions.Query(Builds.Plugin("Samples"), "word-count", ("texts", "**/*.txt"), ("top", 3)));

        await Verify(Assert.Single(outcomes).Describe());
    }

    [Fact]
    public void The_observer_hears_of_each_query_in_order()
    {
        using Expander.Hosting.PluginHost host = new(Builds.Options);
        RecordingObserver observer = new();
        HostedPlugin plugin = Builds.Plugin("Samples");

        host.Expand([Expansions.Query(plugin, "curious", ("times", 2)), Expansions.Query(plugin, "nested")], observer, CancellationToken.None);

        Assert.Equal(
            [
                "0 begins", "0 asks exists file-0 at Stanzas.cs:35", "0 asks exists file-1 at Stanzas.cs:35", "0 ends Expanded",
                "1 begins", "1 ends Expanded",
            ],
            observer.Heard);
    }

    [Fact]
    public void Batches_one_after_the_other_use_one_process_and_load_a_plugin_once()
    {
        using Expander.Hosting.PluginHost host = new(Builds.Options);
        int reads = 0;
        HostedPlugin plugin = new("samples", () => new ProtocolMessage.Load("samples", ++reads > 0 ? Builds.Files("Samples") : []));

        host.Expand([Expansions.Query(plugin, "nested")], new RecordingObserver(), CancellationToken.None);
        host.Expand([Expansions.Query(plugin, "nested")], new RecordingObserver(), CancellationToken.None);

        Assert.Equal((1, 1), (host.ProcessesStarted, reads));
    }

    [Fact]
    public void Nothing_to_expand_starts_no_process()
    {
        using Expander.Hosting.PluginHost host = new(Builds.Options);

        host.Expand([], new RecordingObserver(), CancellationToken.None);

        Assert.Equal(0, host.ProcessesStarted);
    }

    [Fact]
    public async Task All_wrong_fields_are_reported_at_once()
    {
        IReadOnlyList<ExpansionOutcome> outcomes = Expansions.Run(
            Builds.Options, Expansions.Query(Builds.Plugin("Samples"), "word-count", ("text", "*.txt"), ("top", "many")));

        await Verify(Assert.Single(outcomes).Describe());
    }

    [Fact]
    public async Task A_plugin_sees_nothing_of_its_surroundings()
    {
        StanzaQuery query = Expansions.Query(Builds.Plugin("Unruly"), "surroundings") with
        {
            Directory = "sub/directory",
            Arguments = Node.Mapping(("region", "eu")),
        };

        await Verify(Assert.Single(Expansions.Run(Builds.Options with { SandboxLimit = SandboxLevel.Process }, query)).Describe());
    }

    [Fact]
    public void Two_plugins_hold_different_versions_of_one_library()
    {
        IReadOnlyList<ExpansionOutcome> outcomes = Expansions.Run(
            Builds.Options,
            Expansions.Query(Builds.Plugin("UsesOne", "Versioned.dll"), "edition"),
            Expansions.Query(Builds.Plugin("UsesTwo", "Versioned.dll"), "edition"));

        Assert.Contains("version 1", outcomes[0].Describe(), StringComparison.Ordinal);
        Assert.Contains("version 2", outcomes[1].Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_library_is_told_by_name()
    {
        ExpansionOutcome outcome = Assert.Single(Expansions.Run(Builds.Options, Expansions.Query(Builds.Plugin("UsesOne"), "edition")));

        Assert.Contains("Versioned", Assert.IsType<ExpansionOutcome.PluginFailed>(outcome).Exception, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_plugin_is_told_at_once()
    {
        IReadOnlyList<ExpansionOutcome> outcomes = Expansions.Run(
            Builds.Options, Expansions.Query(Builds.Plugin("Broken"), "twice"), Expansions.Query(Builds.Plugin("Samples"), "nested"));

        Assert.IsType<ExpansionOutcome.Expanded>(outcomes[1]);
        string problem = Assert.IsType<ExpansionOutcome.Unloadable>(outcomes[0]).Problem;
        await Verify(problem.Replace("; ", "\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("noise.dll", "noise")]
    [InlineData("empty.dll", "")]
    public void What_is_no_assembly_is_unloadable(string name, string content)
    {
        HostedPlugin plugin = new(name, () => new ProtocolMessage.Load(name, [new(name, System.Text.Encoding.UTF8.GetBytes(content))]));

        ExpansionOutcome outcome = Assert.Single(Expansions.Run(Builds.Options, Expansions.Query(plugin, "x")));

        Assert.Contains(name, Assert.IsType<ExpansionOutcome.Unloadable>(outcome).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_of_the_observer_comes_out_and_the_next_batch_works()
    {
        using Expander.Hosting.PluginHost host = new(Builds.Options);
        StanzaQuery query = Expansions.Query(Builds.Plugin("Samples"), "curious", ("times", 1));

        Assert.Throws<IOException>(() => host.Expand([query], new RecordingObserver(_ => throw new IOException("disk")), CancellationToken.None));
        RecordingObserver observer = new();
        host.Expand([query], observer, CancellationToken.None);

        Assert.IsType<ExpansionOutcome.Expanded>(Assert.Single(observer.Outcomes));
    }
}
