using Ketrew.PluginHost.Statics;

namespace Ketrew.PluginHost.Tests.Statics;

public class StaticStateTests
{
    [Fact]
    public void A_plugin_with_constants_lambdas_and_immutable_values_has_no_state() => Assert.Null(StaticState.Find(Builds.Files("Samples")));

    [Fact]
    public void A_static_that_is_assigned_is_state() => Assert.Equal("CounterStanza._count", StaticState.Find(Builds.Files("Stateful")));

    [Fact]
    public void State_of_a_private_dependency_counts() =>
        Assert.NotNull(StaticState.Find([.. Builds.Files("Samples"), .. Builds.Files("Stateful")]));
}
