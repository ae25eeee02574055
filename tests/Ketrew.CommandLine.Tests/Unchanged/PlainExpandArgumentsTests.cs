using Ketrew.CommandLine.Unchanged;

namespace Ketrew.CommandLine.Tests.Unchanged;

public sealed class PlainExpandArgumentsTests
{
    [Theory]
    [InlineData("expand", "expand")]
    [InlineData("expand --explain", "expand", "--explain")]
    [InlineData("expand --explain --json", "expand", "--json", "-C", "dir", "--explain")]
    public void What_decides_what_is_printed_is_part_of_the_verb(string verb, params string[] arguments) =>
        Assert.Equal(verb, PlainExpandArguments.TryRead(arguments)?.Verb);

    [Fact]
    public void Where_the_project_is_is_read_as_for_a_run() =>
        Assert.Equal(new PlainRunArguments("dir", "other.yaml", true, []), PlainExpandArguments.TryRead(["expand", "-C", "dir", "--locked", "-f", "other.yaml"])?.Run);

    [Theory]
    [InlineData]
    [InlineData("run")]
    [InlineData("expand", "name")]
    [InlineData("expand", "--json")]
    [InlineData("expand", "--explain", "--explain")]
    [InlineData("expand", "--promote")]
    [InlineData("expand", "--check")]
    [InlineData("expand", "--diff")]
    [InlineData("expand", "--watch")]
    [InlineData("expand", "--force")]
    [InlineData("expand", "-k")]
    [InlineData("expand", "-j", "2")]
    [InlineData("expand", "--require-sandbox", "3")]
    [InlineData("expand", "-C")]
    public void Anything_else_is_left_to_who_knows_all_options(params string[] arguments) => Assert.Null(PlainExpandArguments.TryRead(arguments));
}
