using FsCheck;
using FsCheck.Fluent;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Tests.Syntax;

public class DurationTextTests
{
    [Fact]
    public void A_duration_is_read_back_from_its_text() =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds)).ToArbitrary(),
            duration => DurationText.TryParse(DurationText.Format(duration), out TimeSpan read) && read == duration).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("30s\n")]
    [InlineData("-1s")]
    [InlineData("1s1m")]
    [InlineData("1 s")]
    [InlineData("99999999999999999999d")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(DurationText.TryParse(text, out _));
}
