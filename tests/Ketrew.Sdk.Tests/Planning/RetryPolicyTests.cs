using FsCheck;
using FsCheck.Fluent;
using Ketrew.Sdk.Planning;

namespace Ketrew.Sdk.Tests.Planning;

public class RetryPolicyTests
{
    [Fact]
    public void Waits_grow_by_the_factor()
    {
        RetryPolicy policy = new(3, TimeSpan.FromSeconds(10), 2);

        Assert.Equal([10, 20, 40], Enumerable.Range(2, 3).Select(attempt => policy.DelayBefore(attempt).TotalSeconds));
    }

    [Fact]
    public void Without_a_delay_the_last_of_a_thousand_attempts_begins_at_once_too()
    {
        RetryPolicy policy = new(1000, TimeSpan.Zero, 10);

        Assert.Equal(TimeSpan.Zero, policy.DelayBefore(1001));
    }

    [Fact]
    public void No_wait_is_longer_than_the_longest() => Prop.ForAll<byte, byte, ushort>((delay, factor, attempt) =>
        new RetryPolicy(int.MaxValue, TimeSpan.FromSeconds(delay), 1 + factor).DelayBefore(2 + attempt) is var wait
        && wait >= TimeSpan.Zero && wait <= RetryPolicy.LongestDelay).QuickCheckThrowOnFailure();
}
