using FsCheck;
using FsCheck.Fluent;
using Ketrew.Expander.Packages;

namespace Ketrew.Expander.Tests.Packages;

public sealed class SemanticVersionTests
{
    // Ascending, as semver.org has it.
    private static readonly string[] _ascending =
    [
        "0.0.0-0", "0.0.0", "0.0.1", "0.9.0", "0.10.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
        "1.0.0-beta.111111111111111111111", "1.0.0-rc.1", "1.0.0-rc.1.0", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0", "10.0.0", "999999999.0.0",
    ];

    private static readonly Gen<string> _prereleases =
        Gen.Choose(0, 3).SelectMany(count => Gen.Elements("0", "1", "10", "rc", "rc-1", "1a", "B", "a").ArrayOf(count)).Select(words => string.Join('.', words));

    private static readonly Arbitrary<SemanticVersion> _versions = Gen.Choose(0, 2).ArrayOf(3)
        .SelectMany(numbers => _prereleases.Select(prerelease => new SemanticVersion(numbers[0], numbers[1], numbers[2], prerelease)))
        .ToArbitrary();

    [Fact]
    public void Versions_are_in_the_order_of_the_specification()
    {
        SemanticVersion[] versions = [.. _ascending.Select(Parse)];

        for (int left = 0; left < versions.Length; left++)
        {
            for (int right = 0; right < versions.Length; right++)
            {
                Assert.Equal(Math.Sign(left - right), Math.Sign(versions[left].CompareTo(versions[right])));
            }
        }
    }

    [Fact]
    public void Any_three_versions_have_one_order() => Prop.ForAll(_versions, _versions, _versions, (one, two, three) =>
        Math.Sign(one.CompareTo(two)) == -Math.Sign(two.CompareTo(one))
            && (one.CompareTo(two) == 0) == (one == two)
            && !(one <= two && two <= three && one > three)).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void A_version_is_read_as_it_is_written() => Prop.ForAll(_versions, version =>
        SemanticVersion.TryParse(version.ToString(), out SemanticVersion? read) && read == version).Check(Config.QuickThrowOnFailure);

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.2")]
    [InlineData("1.2.3.4")]
    [InlineData("v1.2.3")]
    [InlineData("01.2.3")]
    [InlineData("1.2.3-")]
    [InlineData("1.2.3-01")]
    [InlineData("1.2.3-a..b")]
    [InlineData("1.2.3+build")]
    [InlineData("1.2.3 ")]
    [InlineData("1.2.3\n")]
    [InlineData("1.2.9999999999")]
    [InlineData("1.2.٣")]
    public void Anything_else_is_no_version(string text) => Assert.False(SemanticVersion.TryParse(text, out _));

    private static SemanticVersion Parse(string text)
    {
        Assert.True(SemanticVersion.TryParse(text, out SemanticVersion? version), text);
        return version;
    }
}
