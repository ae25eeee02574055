using Ketrew.Expander.Packages;

namespace Ketrew.Expander.Tests.Packages;

public sealed class VersionRangeTests
{
    [Theory]
    [InlineData(">=1.2 <2", "1.2.0 1.9.9", "1.1.9 2.0.0 2.0.0-rc.1 1.3.0-rc.1")]
    [InlineData(">= 1.2  < 2", "1.2.0 1.9.9", "1.1.9 2.0.0")]
    [InlineData("1.2", "1.2.0 1.2.99", "1.1.0 1.3.0 1.2.0-rc.1")]
    [InlineData("=1.2", "1.2.0 1.2.99", "1.3.0")]
    [InlineData("1", "1.0.0 1.99.0", "0.9.0 2.0.0")]
    [InlineData("1.2.3", "1.2.3", "1.2.4 1.2.3-rc.1")]
    [InlineData("=1.2.3-rc.1", "1.2.3-rc.1", "1.2.3 1.2.3-rc.2")]
    [InlineData("<=1.4", "0.1.0 1.4.9", "1.5.0")]
    [InlineData("<=1.4.2", "1.4.2", "1.4.3")]
    [InlineData(">1.4", "1.5.0", "1.4.0 1.4.9")]
    [InlineData(">1", "2.0.0", "1.0.0 1.9.0")]
    [InlineData(">1.4.2", "1.4.3", "1.4.2")]
    [InlineData(">=2.0.0-rc.1", "2.0.0-rc.1 2.0.0-rc.2 2.0.0 3.0.0", "2.0.0-beta 2.1.0-rc.1 1.9.0")]
    [InlineData("*", "0.0.1 1.0.0-rc.1 99.0.0", "")]
    public void A_range_has_some_versions_and_not_others(string text, string has, string hasNot)
    {
        Assert.True(VersionRange.TryParse(text, out VersionRange? range, out _));

        Assert.All(Parse(has), version => Assert.True(range.Contains(version), version.ToString()));
        Assert.All(Parse(hasNot), version => Assert.False(range.Contains(version), version.ToString()));
    }

    [Theory]
    [InlineData("^1.2", "write `>=1.2 <2`")]
    [InlineData("~>1.2.3", "write `>=1.2.3 <2`")]
    [InlineData("", "write it as `>=1.2 <2`, `1.2` or `1.2.3`")]
    [InlineData(">=1.2,<2", "write it as `>=1.2 <2`, `1.2` or `1.2.3`")]
    [InlineData(">=1.2<2", "write it as `>=1.2 <2`, `1.2` or `1.2.3`")]
    [InlineData("1.x", "write it as `>=1.2 <2`, `1.2` or `1.2.3`")]
    [InlineData("1.2-rc.1", "write it as `>=1.2 <2`, `1.2` or `1.2.3`")]
    [InlineData("latest", "write it as `>=1.2 <2`, `1.2` or `1.2.3`")]
    public void What_is_no_range_has_a_hint(string text, string expected)
    {
        Assert.False(VersionRange.TryParse(text, out _, out string? hint));

        Assert.Equal(expected, hint);
    }

    private static IEnumerable<SemanticVersion> Parse(string versions) => versions.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(text => SemanticVersion.TryParse(text, out SemanticVersion? version) ? version : throw new FormatException(text));
}
