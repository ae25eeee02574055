using System.Text;
using Ketrew.Engine.Snapshots;

namespace Ketrew.Engine.Tests.Snapshots;

public sealed class BlockHashTests
{
    // The reference implementation's values.
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void It_is_xxh64(string text, ulong hash) => Assert.Equal(hash, BlockHash.Of(Encoding.ASCII.GetBytes(text)));
}
