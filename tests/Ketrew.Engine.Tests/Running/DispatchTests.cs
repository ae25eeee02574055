using Ketrew.Engine.Running;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using static Ketrew.Engine.Tests.Graphs;

namespace Ketrew.Engine.Tests.Running;

public sealed class DispatchTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Higher_priority_goes_first_then_the_longer_chain_then_the_name()
    {
        _project.Options = _project.Options with { Jobs = 1 };
        _project.UsePlan(
            Shell("a", "true"),
            Shell("b", "true"),
            Shell("chain", "true"),
            Shell("last", "true", needs: ["chain"]) with { Priority = -1 },
            Shell("urgent", "true") with { Priority = 3 });

        InstantBackend backend = new(_ => new Verdict.Exited(0));
        _ = await _project.RunAsync([backend], new RunControl());

        Assert.Equal(["urgent.1", "chain.1", "a.1", "b.1", "last.1"], backend.Started);
    }

    [Fact]
    public async Task A_pool_is_never_overdrawn_and_holds_nobody_else_back()
    {
        _project.Options = _project.Options with { Jobs = 8 };
        _project.Plan = new Plan
        {
            Pools = [new PoolLimit("licence", 2)],
            Targets =
            [
                .. Enumerable.Range(0, 6).Select(i => Shell($"l{i}", Watched("licensed")) with { Pools = [new PoolUse("licence", 1)] }),
                .. Enumerable.Range(0, 6).Select(i => Shell($"x{i}", "true")),
            ],
        };

        RunSummary summary = await _project.RunAsync();

        Assert.True(summary.IsSuccess);
        Assert.All(_project.Read("licensed").Split('\n', StringSplitOptions.RemoveEmptyEntries), count => Assert.InRange(int.Parse(count), 1, 2));
    }

    [Fact]
    public async Task A_stream_of_small_ones_does_not_starve_a_large_one()
    {
        _project.Options = _project.Options with { Jobs = 2 };
        _project.Plan = new Plan
        {
            Pools = [new PoolLimit("p", 2)],
            Targets =
            [
                Shell("big", "true") with { Pools = [new PoolUse("p", 2)], Priority = 1 },
                Shell("s0", "true") with { Pools = [new PoolUse("p", 1)], Priority = 2 },
                .. Enumerable.Range(1, 5).Select(i => Shell($"s{i}", "true") with { Pools = [new PoolUse("p", 1)] }),
            ],
        };

        InstantBackend backend = new(_ => new Verdict.Exited(0));
        _ = await _project.RunAsync([backend], new RunControl());

        Assert.Equal(["s0.1", "big.1"], backend.Started.Take(2));
    }

    [Fact]
    public async Task A_target_names_its_backend()
    {
        InstantBackend first = new(_ => new Verdict.Exited(0)) { Name = "first" };
        InstantBackend second = new(_ => new Verdict.Exited(0)) { Name = "second" };
        _project.Options = _project.Options with { KeepGoing = true };
        _project.UsePlan(Shell("a", "x"), Shell("b", "x") with { Backend = "second" }, Shell("c", "x") with { Backend = "third" });

        RunSummary summary = await _project.RunAsync([first, second], new RunControl());

        Assert.Equal(["a.1"], first.Started);
        Assert.Equal(["b.1"], second.Started);
        Assert.Contains("there is no backend `third`; there are `first`, `second`", Assert.Single(summary.Failures).State.ToString(), StringComparison.Ordinal);
    }

    // Counts those that run beside it, by directories that each makes and removes.
    private static string Watched(string file) =>
        $"mkdir -p running; mkdir running/$$; set -- running/*; echo $# >> {file}; sleep 0.02; rmdir running/$$";
}
