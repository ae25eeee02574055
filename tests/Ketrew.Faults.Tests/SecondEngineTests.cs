using System.Globalization;
using Ketrew.Faults.Tests.Harness;
using Ketrew.Faults.Tests.Storms;

namespace Ketrew.Faults.Tests;

public sealed class SecondEngineTests : IDisposable
{
    private readonly HarnessProject _project = new("small:a=waits!daemonize,b=waits!local");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_second_engine_is_refused_and_told_which_process_is_at_work()
    {
        Task<string?> run = _project.RunAsync(_project.Request);
        await _project.BegunAsync("a");
        await _project.BegunAsync("b");

        string? refusal = await RunBesideAsync();
        _project.LetGo("a");
        _project.LetGo("b");
        string? end = await run;

        string pid = _project.Engine().Id.ToString(CultureInfo.InvariantCulture);
        Assert.StartsWith($"refused Another ketrew works on this project (pid {pid}, host here, since 20", refusal, StringComparison.Ordinal);
        Assert.Equal("over success", end);
        Assert.Equal(2, _project.Ledger().Begins.Count());
    }

    [Fact]
    public async Task The_lock_of_a_dead_engine_is_taken_over_though_its_jobs_still_run()
    {
        await _project.KillOnceBegunAsync("a", "b");
        _project.LetGo("a");
        _project.LetGo("b");

        string? end = await RunBesideAsync();

        Assert.Equal("over success", end);
        Assert.Empty(await new StormChecks(_project).WithoutMemoryAsync());
        Assert.Single(_project.Ledger().Begins, line => line.Attempt.Target == "a");
    }

    [Fact]
    public async Task Of_many_engines_that_begin_at_once_one_works_and_the_others_are_refused()
    {
        EngineProcess[] engines = [.. Enumerable.Range(0, 4).Select(_ => new EngineProcess())];
        Task<string>[] ends = [.. engines.Select(RunAsync)];

        await _project.BegunAsync("a");
        await _project.BegunAsync("b");
        while (ends.Count(end => end.IsCompleted) < engines.Length - 1)
        {
            await Task.WhenAny(ends.Where(end => !end.IsCompleted));
        }

        _project.LetGo("a");
        _project.LetGo("b");
        string[] told = await Task.WhenAll(ends);
        Array.ForEach(engines, engine => engine.Dispose());

        Assert.Single(told, "over success");
        Assert.Equal(3, told.Count(end => end.StartsWith("refused Another ketrew works on this project (pid", StringComparison.Ordinal)));
        Assert.Equal(2, _project.Ledger().Begins.Count());
    }

    private async Task<string> RunBesideAsync()
    {
        using EngineProcess other = new();
        return await RunAsync(other);
    }

    private async Task<string> RunAsync(EngineProcess engine)
    {
        engine.Send(_project.Request);
        string? line = "";
        while (line is not null && !line.StartsWith("over ", StringComparison.Ordinal) && !line.StartsWith("refused ", StringComparison.Ordinal))
        {
            line = await engine.ReadAsync();
        }

        return line ?? "killed";
    }
}
