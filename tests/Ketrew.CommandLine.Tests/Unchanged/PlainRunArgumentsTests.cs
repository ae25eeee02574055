using Ketrew.CommandLine.Unchanged;

namespace Ketrew.CommandLine.Tests.Unchanged;

public sealed class PlainRunArgumentsTests
{
    [Fact]
    public void The_plainest_options_are_read_in_any_order()
    {
        PlainRunArguments? read = PlainRunArguments.TryRead(["run", "report", "-C", "dir", "-k", "src:*", "-j", "8", "--locked", "-f", "other.yaml"]);

        Assert.Equal(new PlainRunArguments("dir", "other.yaml", true, ["report", "src:*"]) { Jobs = 8, KeepsGoing = true }, read);
    }

    [Theory]
    [InlineData]
    [InlineData("status")]
    [InlineData("--version")]
    [InlineData("run", "--json")]
    [InlineData("run", "--explain")]
    [InlineData("run", "-n")]
    [InlineData("run", "--watch")]
    [InlineData("run", "--detach")]
    [InlineData("run", "--help")]
    [InlineData("run", "--require-sandbox", "3")]
    [InlineData("run", "--cache-directory", "dir")]
    [InlineData("run", "-j2")]
    [InlineData("run", "--jobs=2")]
    [InlineData("run", "-j", "0")]
    [InlineData("run", "-j", "2", "-j", "3")]
    [InlineData("run", "-j")]
    [InlineData("run", "-C")]
    [InlineData("run", "-C", "-k")]
    [InlineData("run", "-k", "true")]
    [InlineData("run", "-k", "-k")]
    [InlineData("run", "@arguments")]
    [InlineData("run", "--", "report")]
    [InlineData("run", "")]
    public void Anything_else_is_left_to_who_knows_all_options(params string[] arguments) => Assert.Null(PlainRunArguments.TryRead(arguments));
}
