using Ketrew.Expander.Hosting;
using Ketrew.Expander.Tests.Plugins;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class ProtocolCompatibilityTests : TrickyCase
{
    [Fact]
    public async Task A_host_that_speaks_later_protocols_only_is_told_as_such()
    {
        Project.Use("- loose: { a: echo }").Host = Speaking("future");

        KetrewException failure = await Assert.ThrowsAsync<KetrewException>(() => Project.ExpandAsync());

        Assert.Contains("protocol 1", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown-message")]
    [InlineData("wrong-id")]
    [InlineData("half-frame")]
    [InlineData("missing-part")]
    [InlineData("unknown-question")]
    public async Task What_no_host_says_is_the_end_of_the_stanza_and_of_nothing_else(string way)
    {
        Project.Use("- loose: { bad: echo }").Host = Speaking(way);

        ExpansionResult result = await Project.ExpandAsync();
        Project.Host = PluginBuilds.HostOptions;

        Assert.Equal("KE327", Assert.Single(result.Diagnostics).Code);
        Assert.Equal("bad", await IdsAsync());
    }

    [Fact]
    public async Task A_frame_without_end_is_refused()
    {
        Project.Use("- loose: { bad: echo }").Host = Speaking("too-long");

        Assert.Equal("KE333", Assert.Single((await Project.ExpandAsync()).Diagnostics).Code);
    }

    private static PluginHostOptions Speaking(string way)
    {
        PluginHostLocation host = PluginHostLocation.Of(Path.Combine(PluginBuilds.FolderOf("Ketrew.MisbehavingHost"), "Ketrew.MisbehavingHost.dll"));
        return new PluginHostOptions { Location = host with { Arguments = [.. host.Arguments, way] }, HandshakeLimit = TimeSpan.FromSeconds(20) };
    }
}
