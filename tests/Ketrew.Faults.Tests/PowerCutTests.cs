using Ketrew.Faults.Tests.Harness;
using Ketrew.Faults.Tests.Storms;

namespace Ketrew.Faults.Tests;

/// <summary>The state is set back to what it was some time ago, as by a power cut or a backup, while jobs have gone on.</summary>
public sealed class PowerCutTests : IDisposable
{
    private readonly HarnessProject _project = new("small:a=waits!daemonize,b=plain!daemonize<a,c=waits!daemonize<b");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task What_the_old_state_knows_is_found_again_and_what_it_has_forgotten_is_ended_and_run_again()
    {
        Task<string?> first = _project.RunAsync(_project.Request);
        await _project.BegunAsync("a");
        using StateCopy old = new(_project.StateDirectory);
        _project.LetGo("a");
        await _project.BegunAsync("c");
        _project.Engine().Kill();
        _ = await first;

        old.Restore();
        Task<string?> second = _project.RunAsync(_project.Request);
        await _project.BegunAsync("c", times: 2);
        _project.LetGo("c");

        Assert.Equal("over success", await second);
        Assert.Equal(["1/a/1", "1/b/1", "1/c/1", "2/b/1", "2/c/1"], BegunAttempts());
        await NothingIsWrongAsync();
    }

    [Theory]
    [InlineData("local")]
    [InlineData("daemonize")]
    public async Task A_run_that_the_old_state_has_forgotten_gives_its_number_to_no_other_and_its_jobs_are_ended(string backend)
    {
        _project.Plan = "small:z=plain!local";
        _ = await _project.RunAsync(_project.Request);
        using StateCopy old = new(_project.StateDirectory);
        _project.Plan = $"small:a=plain!{backend}~in/x,c=waits!{backend}<a";
        await File.WriteAllTextAsync(_project.PathOf("in/x"), "old\n");
        await _project.KillOnceBegunAsync("c");

        old.Restore();
        await File.WriteAllTextAsync(_project.PathOf("in/x"), "new\n");
        Task<string?> second = _project.RunAsync(_project.Request);
        await _project.BegunAsync("c", times: 2);
        _project.LetGo("c");

        Assert.Equal("over success", await second);
        Assert.Equal("whole a\nnew\n", await File.ReadAllTextAsync(_project.PathOf("out/a")));
        Assert.Equal(["1/z/1", "2/a/1", "2/c/1", "3/a/1", "3/c/1"], BegunAttempts());
        await NothingIsWrongAsync();
    }

    [Fact]
    public async Task What_ended_while_the_power_was_off_is_not_run_again()
    {
        Task<string?> first = _project.RunAsync(_project.Request);
        await _project.BegunAsync("a");
        using StateCopy old = new(_project.StateDirectory);
        _project.Engine().Kill();
        _ = await first;
        _project.LetGo("a");
        _project.LetGo("c");

        old.Restore();
        string? end = await _project.RunAsync(_project.Request);

        Assert.Equal("over success", end);
        Assert.Equal(["1/a/1", "2/b/1", "2/c/1"], BegunAttempts());
        await NothingIsWrongAsync();
    }

    private string[] BegunAttempts() => [.. _project.Ledger().Begins.Select(line => line.Attempt.ToString()).Order(StringComparer.Ordinal)];

    private async Task NothingIsWrongAsync() => Assert.Empty(await new StormChecks(_project).WithoutMemoryAsync());
}
