using System.Runtime.Versioning;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk.Backends;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Hosted;

/// <summary>A process that is there and does nothing is ended, and started again.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HostHangTests
{
    private const int Stop = 19;

    [Fact]
    public async Task A_process_that_stands_still_is_replaced()
    {
        await using HostedBench work = new(change: options => options with { PingInterval = TimeSpan.FromMilliseconds(300) });
        int first = work.Process;
        Signal.Send(first, Stop);

        Verdict verdict = await work.Bench.RunAsync(work.NewAttempt("exit 6"));

        Assert.Equal(6, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.NotEqual(first, work.Process);
        Assert.False(Signal.IsAlive(first));
    }

    [Fact]
    public async Task A_call_that_never_returns_is_given_up_with_its_process()
    {
        await using HostedBench work = new(change: options => options with { RequestLimit = TimeSpan.FromSeconds(4) });
        AttemptReference reference = await work.Bench.StartAsync(work.NewAttempt("echo ready; sleep 1000"), "ready");
        work.Expect("observe hang");

        AttemptObservation hung = await Bench.ObserveAsync(work.Backend, reference);
        KillAnswer answer = await Bench.KillAsync(work.Backend, reference, KillStrength.Kill);

        Assert.Equal("the plugin host took longer than 4 s to answer (Observe)", Assert.IsType<AttemptObservation.Unknown>(hung).Why);
        Assert.Equal(KillAnswer.Delivered, answer);
    }

    [Fact]
    public async Task A_start_that_never_returns_keeps_no_other_caller_waiting()
    {
        await using HostedBench work = new(change: options => options with { RequestLimit = TimeSpan.FromSeconds(4) });
        work.Expect("start hang");
        Listener listener = new();

        work.Backend.Start([work.NewAttempt("exit 2")], listener);
        AttemptReference reference = await listener.StartedAsync();

        Assert.Equal(2, Assert.IsType<Verdict.Exited>(await Bench.EndAsync(work.Backend, reference)).Code);
    }

    [Fact]
    public async Task The_process_ends_with_the_engine_whatever_its_plugins_do()
    {
        HostedBench work = new();
        int process = work.Process;
        work.Expect("describe hang");
        Task<BackendDescription> hanging = work.Backend.DescribeAsync(CancellationToken.None);
        await Bench.WaitAsync(work.HasHappened);

        await work.DisposeAsync();

        Assert.False(Signal.IsAlive(process));
        _ = await Assert.ThrowsAnyAsync<Exception>(() => hanging);
    }
}
