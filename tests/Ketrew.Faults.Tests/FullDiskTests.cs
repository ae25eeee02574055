using System.Globalization;
using Ketrew.Faults.Tests.Harness;
using Ketrew.Faults.Tests.Storms;
using Ketrew.TestSupport;

namespace Ketrew.Faults.Tests;

/// <summary>There is no room: on a disk of its own where this user may mount one, and by a limit on the size of files everywhere.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly HarnessProject _project = new("");

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_the_state_cannot_be_stored_the_engine_says_so_and_ends_what_would_die_unheard(bool isLimit)
    {
        IEnumerable<string> others = Enumerable.Range(0, 300).Select(i => string.Create(CultureInfo.InvariantCulture, $"t{i:000}=plain!local"));
        _project.Plan = $"small:here=waits!local,lasting=waits!daemonize,{string.Join(',', others)}";
        Scarcity scarcity = await Scarcity.BeginAsync(_project, ".ketrew", isLimit);

        string? end = await _project.RunAsync(_project.Request);
        IEnumerable<string> broken = new StormChecks(_project).Always();
        ILookup<string, LedgerLine> begun = _project.Ledger().Begins.ToLookup(line => line.Attempt.Target);
        bool isHereAlive = Signal.IsAlive(begun["here"].Single().Value);
        bool isLastingAlive = Signal.IsAlive(begun["lasting"].Single().Value);
        scarcity.MakeRoom();
        _project.LetGo("here");
        _project.LetGo("lasting");
        await _project.FinishAsync();

        Assert.StartsWith($"refused The state database {_project.PathOf(".ketrew/state.db")} can't be ", end, StringComparison.Ordinal);
        Assert.Contains(" room ", end, StringComparison.Ordinal);
        Assert.Empty(broken);
        Assert.Equal((false, true), (isHereAlive, isLastingAlive));
        Assert.Single(_project.Ledger().Begins, line => line.Attempt.Target == "lasting");
        Assert.Empty(await new StormChecks(_project).AtTheEndAsync());
    }

    [Theory]
    [InlineData("local", false)]
    [InlineData("local", true)]
    [InlineData("daemonize", false)]
    [InlineData("daemonize", true)]
    public async Task A_job_that_fills_the_disk_fails_and_what_it_wrote_is_set_aside(string backend, bool isLimit)
    {
        _project.Plan = $"small:big=fills!{backend}";
        Scarcity scarcity = await Scarcity.BeginAsync(_project, "out", isLimit);

        string? end = await _project.RunAsync(_project.Request);
        bool isAside = new FileInfo(_project.Look(".ketrew/failed/1/big/1/out/big")) is { Exists: true, Length: > 1000 };
        bool isThere = File.Exists(_project.Look("out/big"));
        scarcity.MakeRoom();
        await _project.FinishAsync();

        Assert.Equal("over failure", end);
        Assert.Equal((true, false), (isAside, isThere));
        Assert.Empty(await new StormChecks(_project).WithoutMemoryAsync());
    }

    [Theory]
    [InlineData("local")]
    [InlineData("daemonize")]
    public async Task A_job_that_leaves_no_room_for_the_state_either_takes_nothing_with_it(string backend)
    {
        _project.Plan = $"small:big=fills!{backend},a=plain!local,b=plain!local<a,c=plain!{backend}<b";
        Scarcity scarcity = await Scarcity.BeginAsync(_project, "", isLimit: false);

        string? end = await _project.RunAsync(_project.Request);
        IEnumerable<string> broken = new StormChecks(_project).Always();
        scarcity.MakeRoom();
        await _project.FinishAsync();

        Assert.NotEqual("over success", end);
        Assert.Empty(broken);

        // The ledger is on that disk too: a job without room can't tell there that it ended.
        Assert.Empty(await new StormChecks(_project).WithoutMemoryAsync());
    }
}
