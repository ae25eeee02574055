using System.Diagnostics;
using System.Globalization;
using Ketrew.TestSupport;

namespace Ketrew.Engine.Tests.Running;

public sealed class CrashTests : IDisposable
{
    private const int TargetCount = 400;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(90)]
    [InlineData(250)]
    public async Task What_was_told_done_before_the_engine_was_killed_never_runs_again(int killAfter)
    {
        using Process killed = StartEngine();
        HashSet<string> told = [];
        while (told.Count < killAfter && await killed.StandardOutput.ReadLineAsync() is { } line)
        {
            _ = told.Add(line);
        }

        killed.Kill();
        await killed.WaitForExitAsync();
        told.UnionWith((await killed.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Length == 6));
        using Process next = StartEngine();
        _ = await next.StandardOutput.ReadToEndAsync();
        await next.WaitForExitAsync();

        Assert.Equal(0, next.ExitCode);
        ILookup<string, string> began = (await File.ReadAllLinesAsync(_directory["began.txt"])).ToLookup(name => name);
        Assert.All(told, name => Assert.Single(began[name]));
        Assert.Equal(TargetCount, began.Count);
        Assert.All(began, runs => Assert.InRange(runs.Count(), 1, 2));
        // Four slots: no more than four were cut off, or done and not yet told.
        Assert.InRange(began.Sum(runs => runs.Count()) - TargetCount, 0, 8);
        Assert.All(began, runs => Assert.Equal("whole\n", File.ReadAllText(_directory[$"out/{runs.Key}"])));
    }

    [Fact]
    public async Task What_a_dead_engine_left_running_is_ended_and_what_it_left_half_written_is_set_aside()
    {
        using Process killed = StartEngine(0);
        await FileAsync("began.txt");
        killed.Kill();
        await killed.WaitForExitAsync();
        int orphan = int.Parse(await File.ReadAllTextAsync(_directory["began.txt"]), CultureInfo.InvariantCulture);
        bool wasAlive = Signal.IsAlive(orphan);

        using Process next = StartEngine(0);
        await FileAsync(".ketrew/failed/1/stuck/1/out/stuck");
        bool isAlive = Signal.IsAlive(orphan);
        _ = _directory.Write("go", "");
        await next.WaitForExitAsync();

        Assert.True(wasAlive);
        Assert.False(isAlive);
        Assert.Equal("half\n", await File.ReadAllTextAsync(_directory[".ketrew/failed/1/stuck/1/out/stuck"]));
        Assert.Equal("whole\n", await File.ReadAllTextAsync(_directory["out/stuck"]));
    }

    private async Task FileAsync(string path)
    {
        while (!File.Exists(_directory[path]) || new FileInfo(_directory[path]).Length == 0)
        {
            await Task.Delay(5);
        }
    }

    private Process StartEngine(int targetCount = TargetCount)
    {
        string harness = Path.Combine(AppContext.BaseDirectory, "Ketrew.Engine.Harness.dll");
        ProcessStartInfo start = new("dotnet", [harness, _directory.FullPath, targetCount.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("The harness did not start.");
    }
}
