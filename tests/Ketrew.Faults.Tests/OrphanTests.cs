using Ketrew.Faults.Tests.Harness;
using Ketrew.TestSupport;

namespace Ketrew.Faults.Tests;

public sealed class OrphanTests : IDisposable
{
    private readonly HarnessProject _project = new("small:stuck=waits!local");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task What_a_dead_engine_left_running_is_ended_and_what_it_left_half_written_is_set_aside()
    {
        await _project.KillOnceBegunAsync("stuck");
        LedgerLine orphan = _project.Ledger().Begins.Single();
        bool wasAlive = Signal.IsAlive(orphan.Value);

        Task<string?> next = _project.RunAsync(_project.Request);
        await _project.BegunAsync("stuck", times: 2);
        bool isAlive = Signal.IsAlive(orphan.Value);
        _project.LetGo("stuck");

        Assert.Equal("over success", await next);
        Assert.True(wasAlive);
        Assert.False(isAlive);
        Assert.Equal("half\n", await File.ReadAllTextAsync(_project.PathOf(".ketrew/failed/1/stuck/1/out/stuck")));
        Assert.Equal("whole stuck\n", await File.ReadAllTextAsync(_project.PathOf("out/stuck")));
    }
}
