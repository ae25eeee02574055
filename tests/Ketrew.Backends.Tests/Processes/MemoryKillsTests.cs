using Ketrew.Backends.Processes;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Processes;

public sealed class MemoryKillsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_was_counted_before_is_not_ours()
    {
        MemoryKills kills = new(_directory.Write("events", "low 0\noom 3\noom_kill 3\noom_group_kill 9\n"));

        Assert.False(kills.TakeOne());
    }

    [Fact]
    public void Each_is_taken_once()
    {
        MemoryKills kills = new(_directory.Write("events", "oom_kill 3\n"));
        _ = _directory.Write("events", "oom_kill 5\n");

        Assert.Equal([true, true, false], [kills.TakeOne(), kills.TakeOne(), kills.TakeOne()]);
    }

    [Fact]
    public void Where_nothing_counts_there_is_none()
    {
        MemoryKills kills = new(_directory["nowhere"]);

        Assert.False(kills.TakeOne());
    }

    [Fact]
    public void This_machine_has_a_counter() => Assert.Contains("oom_kill ", File.ReadAllText(MemoryKills.FindPath()), StringComparison.Ordinal);
}
