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
    public async Task After_a_crash_the_half_written_outputs_are_set_aside_and_the_next_run_is_in_order()
    {
        using Process killed = StartEngine();
        _ = await killed.StandardOutput.ReadLineAsync();
        killed.Kill();
        await killed.WaitForExitAsync();

        using Process next = StartEngine();
        string ran = await next.StandardOutput.ReadToEndAsync();
        await next.WaitForExitAsync();
        using Process last = StartEngine();
        string ranLast = await last.StandardOutput.ReadToEndAsync();
        await last.WaitForExitAsync();

        Assert.NotEqual("", ran);
        Assert.Equal("", ranLast);
        Assert.All(
            Directory.EnumerateFiles(_directory[".ketrew/failed/1"], "*", SearchOption.AllDirectories),
            file => Assert.StartsWith("t00", Path.GetFileName(file), StringComparison.Ordinal));
    }

    private Process StartEngine()
    {
        string harness = Path.Combine(AppContext.BaseDirectory, "Ketrew.Engine.Harness.dll");
        ProcessStartInfo start = new("dotnet", [harness, _directory.FullPath, TargetCount.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("The harness did not start.");
    }
}
