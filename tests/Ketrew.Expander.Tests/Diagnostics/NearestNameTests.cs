using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Tests.Diagnostics;

public sealed class NearestNameTests
{
    private static readonly string[] _known = ["inputs", "outputs", "run", "a"];

    [Theory]
    [InlineData("inptus", "inputs")]
    [InlineData("input", "inputs")]
    [InlineData("outputz", "outputs")]
    [InlineData("RUN", "run")]
    [InlineData("rn", "run")]
    [InlineData("colour", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void Only_a_name_that_may_be_meant_is_proposed(string name, string? expected)
    {
        Assert.Equal(expected, NearestName.Of(name, _known));
    }
}
