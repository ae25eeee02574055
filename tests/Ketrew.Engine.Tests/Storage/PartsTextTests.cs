using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Storage;

namespace Ketrew.Engine.Tests.Storage;

public sealed class PartsTextTests
{
    private static readonly Arbitrary<List<FingerprintPart>> _parts = ArbMap.Default.GeneratorFor<NonNull<string>>()
        .Select(text => string.Concat(text.Get.EnumerateRunes().Select(rune => rune.ToString())))
        .Two().Select(texts => new FingerprintPart(PartKind.Input, texts.Item1, texts.Item2)).ListOf().Select(parts => parts.ToList()).ToArbitrary();

    [Fact]
    public void Whatever_is_in_the_parts_comes_back() => Prop.ForAll(
        _parts, parts => Assert.Equal(parts, PartsText.Read(Encoding.UTF8.GetBytes(PartsText.Write(parts))))).QuickCheckThrowOnFailure();

    [Fact]
    public void Lengths_are_of_bytes_and_texts_are_as_they_are() =>
        Assert.Equal("8 3 7:häsha 2563 0 1:.", PartsText.Write([new FingerprintPart(PartKind.Input, "hä", "sha 256"), new FingerprintPart(PartKind.Directory, "", ".")]));

    [Theory]
    [InlineData("x")]
    [InlineData("8")]
    [InlineData("8 2 ")]
    [InlineData("8 2 2:abc")]
    [InlineData("8 -1 2:abc")]
    [InlineData("8 2147483647 2147483647:abc")]
    public void What_was_not_written_so_is_told(string text) => Assert.Throws<FormatException>(() => PartsText.Read(Encoding.UTF8.GetBytes(text)));
}
