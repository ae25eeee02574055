using Ketrew.Expander.Hosting;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost.Tests.Hosting;

public class MisbehavingHostTests
{
    private static readonly HostedPlugin _plugin = new("some", () => new ProtocolMessage.Load("some", []));

    [Theory]
    [InlineData("garbage")]
    [InlineData("no-json")]
    [InlineData("empty-frame")]
    [InlineData("half-frame")]
    [InlineData("wrong-id")]
    [InlineData("unknown-message")]
    [InlineData("missing-part")]
    [InlineData("null-item")]
    [InlineData("null-question")]
    [InlineData("unknown-question")]
    [InlineData("path-outside")]
    [InlineData("chatty")]
    public void A_host_that_breaks_the_protocol_costs_its_query_only(string way)
    {
        using Expander.Hosting.PluginHost host = new(Builds.Misbehaving(way));
        RecordingObserver observer = new();

        host.Expand([Good, Bad, Good], observer, CancellationToken.None);

        Assert.Equal(
            ["0 begins", "0 ends Expanded", "1 begins", "1 begins", "1 ends HostCrashed", "2 begins", "2 ends Expanded"], observer.Heard);
        Assert.Equal(3, host.ProcessesStarted);
    }

    [Theory]
    [InlineData("dies-while-describing")]
    [InlineData("describes-null")]
    [InlineData("describes-another")]
    public void A_host_that_describes_nonsense_is_ended_and_told(string way)
    {
        using Expander.Hosting.PluginHost host = new(Builds.Misbehaving(way));

        Assert.Empty(host.Describe(_plugin, out string? problem, CancellationToken.None));
        Assert.StartsWith("the plugin host ", problem, StringComparison.Ordinal);
        RecordingObserver observer = new();
        host.Expand([Good], observer, CancellationToken.None);

        Assert.Equal(["0 begins", "0 ends Expanded"], observer.Heard);
        Assert.Equal(2, host.ProcessesStarted);
    }

    [Fact]
    public void A_question_after_the_result_is_held_against_the_query_that_runs()
    {
        RecordingObserver observer = new();
        using Expander.Hosting.PluginHost host = new(Builds.Misbehaving("asks-after-done"));

        host.Expand([Bad, Good], observer, CancellationToken.None);

        Assert.Equal(["0 begins", "0 ends Expanded", "1 begins", "1 begins", "1 ends Expanded"], observer.Heard);
    }

    [Theory]
    [InlineData("too-long", ExpansionLimit.OutputBytes)]
    [InlineData("asks-without-end", ExpansionLimit.Questions)]
    public void A_host_without_measure_is_stopped(string way, object limit)
    {
        IReadOnlyList<ExpansionOutcome> outcomes = Expansions.Run(Builds.Misbehaving(way), Bad, Good);

        Assert.Equal(limit, Assert.IsType<ExpansionOutcome.TooMuch>(outcomes[0]).Limit);
        Assert.IsType<ExpansionOutcome.Expanded>(outcomes[1]);
    }

    [Theory]
    [InlineData("silent", "said nothing")]
    [InlineData("dies-at-once", "no runtime here")]
    [InlineData("noise-at-once", "no message")]
    [InlineData("future", "protocol 1")]
    public void What_is_no_host_is_told_apart_from_a_bad_plugin(string way, string reason)
    {
        using Expander.Hosting.PluginHost host = new(Builds.Misbehaving(way) with { HandshakeLimit = TimeSpan.FromSeconds(way == "silent" ? 1 : 30) });

        KetrewException exception = Assert.Throws<KetrewException>(() => host.Expand([Good], new RecordingObserver(), CancellationToken.None));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_crash_while_a_plugin_is_loaded_is_the_plugins()
    {
        IReadOnlyList<ExpansionOutcome> outcomes = Expansions.Run(Builds.Misbehaving("dies-while-loading"), Good, Bad);

        Assert.All(outcomes, outcome => Assert.IsType<ExpansionOutcome.HostCrashed>(outcome));
    }

    [Fact]
    public void The_end_of_a_long_log_is_kept()
    {
        ExpansionOutcome outcome = Assert.Single(Expansions.Run(Builds.Misbehaving("chatty"), Bad));

        string log = Assert.IsType<ExpansionOutcome.HostCrashed>(outcome).Log;
        Assert.EndsWith("last words", log, StringComparison.Ordinal);
        Assert.True(log.Length < 100_000);
    }

    [Fact]
    public void A_missing_host_is_told_with_its_place()
    {
        KetrewException exception = Assert.Throws<KetrewException>(() => PluginHostLocation.Of("/nowhere/Ketrew.PluginHost.dll"));

        Assert.Contains("/nowhere/Ketrew.PluginHost.dll", exception.Message, StringComparison.Ordinal);
    }

    private static StanzaQuery Good => Expansions.Query(_plugin, "good");

    private static StanzaQuery Bad => Expansions.Query(_plugin, "bad");
}
