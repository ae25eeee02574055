using FsCheck;
using FsCheck.Fluent;
using Ketrew.Engine.Snapshots;
using Ketrew.Sdk;

namespace Ketrew.Engine.Tests.Snapshots;

public sealed class SmallDigestTests
{
    [Fact]
    public void It_is_the_digest_that_the_library_computes()
    {
        byte[] bytes = [.. Enumerable.Range(0, 300).Select(number => (byte)(number * 7))];

        Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.Equal(Digest.Of(bytes.AsSpan(0, length)), SmallDigest.Of(bytes.AsSpan(0, length))));
    }

    [Fact]
    public void It_is_so_for_whatever_bytes() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => Digest.Of(bytes) == SmallDigest.Of(bytes)).QuickCheckThrowOnFailure();
}
