using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Tests.Syntax;

public class SizeTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("4096", 4096)]
    [InlineData("7B", 7)]
    [InlineData("10KiB", 10_240)]
    [InlineData("10KB", 10_000)]
    [InlineData("10kB", 10_000)]
    [InlineData("8 GiB", 8_589_934_592)]
    [InlineData("1.5MB", 1_500_000)]
    [InlineData("0.3KiB", 308)]
    [InlineData("2TB", 2_000_000_000_000)]
    [InlineData("8191PiB", 9_222_246_136_947_933_184)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void A_size_is_read_as_a_person_writes_it(string text, long bytes)
    {
        bool isRead = SizeText.TryParse(text, out long read);

        Assert.Equal((true, bytes), (isRead, read));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1.5B")]
    [InlineData("10K")]
    [InlineData("10Mb")]
    [InlineData("10kiB")]
    [InlineData("1  GB")]
    [InlineData("1e3")]
    [InlineData(".5GB")]
    [InlineData("1GB\n")]
    [InlineData("9223372036854775808")]
    [InlineData("8192PiB")]
    [InlineData("99999999999999999999999999999999999999")]
    public void What_is_no_size_is_refused(string text) => Assert.False(SizeText.TryParse(text, out _));

    [Fact]
    public void A_unit_is_a_factor() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), Gen.Elements(("KB", 1000L), ("KiB", 1024L), ("GB", 1_000_000_000L), ("GiB", 1L << 30)).ToArbitrary(), (count, unit) =>
            SizeText.TryParse(string.Create(CultureInfo.InvariantCulture, $"{count}{unit.Item1}"), out long bytes) && bytes == count * unit.Item2).QuickCheckThrowOnFailure();
}
