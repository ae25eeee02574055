using Ketrew.Expander.Hosting;
using Ketrew.Sdk.Observations;

namespace Ketrew.PluginHost.Tests.Hosting;

public class StaticsTests
{
    [Fact]
    public void A_static_counter_is_one_in_each_expansion()
    {
        StanzaQuery query = Expansions.Query(Builds.Plugin("Stateful"), "counter");

        IReadOnlyList<ExpansionOutcome> outcomes = Expansions.Run(Builds.Options, query, query, query);

        Assert.All(outcomes, outcome => Assert.StartsWith("target in .: {name: count-1}", outcome.Describe(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_a_plugin_remembers_is_asked_for_again_by_each_expansion()
    {
        using Expander.Hosting.PluginHost host = new(Builds.Options);
        RecordingObserver observer = new(_ => new Answer.Text("content"));
        StanzaQuery query = Expansions.Query(Builds.Plugin("Stateful"), "memo", ("file", "a.txt"));

        host.Expand([query, query, query], observer, CancellationToken.None);

        Assert.Equal(3, observer.Heard.Count(line => line.Contains("asks read-text a.txt", StringComparison.Ordinal)));
    }
}
