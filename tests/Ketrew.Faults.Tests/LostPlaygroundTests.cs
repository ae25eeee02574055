using System.Diagnostics;
using System.Globalization;
using Ketrew.Engine.Storage.Sqlite;
using Ketrew.Faults.Tests.Harness;
using Ketrew.Faults.Tests.Storms;
using Ketrew.TestSupport;

namespace Ketrew.Faults.Tests;

/// <summary>What a daemonized attempt left to be found by is gone, or tells of another life of the machine.</summary>
public sealed class LostPlaygroundTests : IDisposable
{
    private readonly HarnessProject _project = new("small:a=waits!daemonize*1,b=plain!daemonize<a");

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_its_playground_was_deleted_a_target_is_tried_again_and_never_twice_at_once(bool isEngineKilled)
    {
        TaskCompletionSource told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<string?> run = _project.RunAsync(_project.Request, line => _ = line == "told 1 a running 1" && told.TrySetResult());
        await Task.WhenAll(told.Task, _project.BegunAsync("a"));
        Directory.Delete(_project.Playground, recursive: true);
        if (isEngineKilled)
        {
            _project.Engine().Kill();
            _ = await run;
            run = _project.RunAsync(_project.Request);
        }

        _project.LetGo("a");
        string? end = await run;

        Assert.Equal("over success", end);
        Assert.Equal(isEngineKilled ? ["1/a/1", "2/a/2", "2/b/1"] : ["1/a/1", "1/a/2", "1/b/1"], BegunAttempts());
        Assert.Empty(await new StormChecks(_project).WithoutMemoryAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_restart_of_the_machine_no_stranger_of_the_same_number_is_taken_for_the_job(bool isHandleKnown)
    {
        await _project.KillOnceBegunAsync("a");
        await _project.KillJobsAsync();
        using Process stranger = Process.Start("sleep", "1000") ?? throw new InvalidOperationException("There is no `sleep`.");
        await PretendAsync(stranger.Id, isHandleKnown);

        _project.LetGo("a");
        string? end = await _project.RunAsync(_project.Request);
        bool isStrangerAlive = Signal.IsAlive(stranger.Id);
        stranger.Kill();

        Assert.Equal("over success", end);
        Assert.True(isStrangerAlive);
        Assert.Contains("lost a", _project.Told);
        Assert.Equal(["1/a/1", "2/a/1", "2/b/1"], BegunAttempts());
        Assert.Empty(await new StormChecks(_project).WithoutMemoryAsync());
    }

    private string[] BegunAttempts() => [.. _project.Ledger().Begins.Select(line => line.Attempt.ToString()).Order(StringComparer.Ordinal)];

    // As if the job had had the stranger's number in an earlier life of the machine: PID GROUP STARTED BOOT HOST.
    private async Task PretendAsync(int stranger, bool isHandleKnown)
    {
        string path = Directory.EnumerateFiles(_project.Playground, "process", SearchOption.AllDirectories).Single();
        string number = stranger.ToString(CultureInfo.InvariantCulture);
        string started = (await File.ReadAllTextAsync($"/proc/{number}/stat")).Split(") ")[1].Split(' ')[19];
        string process = $"{number} {number} {started} 00000000-0000-0000-0000-000000000000 here";
        await File.WriteAllTextAsync(path, process + "\n");
        using SqliteConnection database = new(Path.Combine(_project.StateDirectory, "state.db"), isReadOnly: false);
        database.Execute($"UPDATE attempts SET handle = '{(isHandleKnown ? "daemonize/1 " + process : "")}'");
    }
}
