using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Daemonize;

/// <summary>What becomes of a job when the engine that started it doesn't live to see its end.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EngineDeathTests : IAsyncLifetime
{
    private const string Job = "echo ready; until test -e go; do sleep 0.01; done; echo whole; exit 3";

    private readonly TemporaryDirectory _directory = new();
    private readonly string _project = Guid.NewGuid().ToString("N");

    private AttemptReference Unheard => new(new AttemptId(new RunId(_project, 1), new TargetId("t"), 1), "");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _ = await Bench.KillAsync(NewBackend(), Unheard, KillStrength.Kill);
        _directory.Dispose();
    }

    [Fact]
    public async Task Killed_the_engine_takes_no_job_with_it()
    {
        using Process engine = Start("dotnet", [Harness(), "leave", _directory.FullPath, _project, "1", Job]);
        _ = await engine.StandardOutput.ReadLineAsync();
        await ReadyAsync();

        engine.Kill();
        await engine.WaitForExitAsync();

        await AssertGoesOnAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(25)]
    public async Task Killed_while_it_starts_many_each_has_run_once_or_never_will(int killAfter)
    {
        using Process engine = Start("dotnet", [Harness(), "leave", _directory.FullPath, _project, "40", "echo $KETREW_ATTEMPT >> began"]);
        for (int i = 0; i < killAfter; i++)
        {
            _ = await engine.StandardOutput.ReadLineAsync();
        }

        engine.Kill();
        DaemonizeBackend later = NewBackend();
        ValueList<AttemptReference> attempts = Enumerable.Range(1, 40).Select(number => Unheard with { Id = Unheard.Id with { Number = number } }).ToValueList();
        Verdict[] verdicts = await Task.WhenAll(attempts.Select(attempt => Bench.EndAsync(later, attempt)));

        IEnumerable<int> ran = verdicts.Index().Where(verdict => verdict.Item is Verdict.Exited { Code: 0 }).Select(verdict => verdict.Index + 1);
        int[] began = [.. (await File.ReadAllLinesAsync(_directory["began"])).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Order()];
        Assert.Equal(ran, began);
        Assert.InRange(began.Length, killAfter, 40);
        Assert.All(verdicts, verdict => Assert.True(verdict is Verdict.Exited { Code: 0 } or Verdict.Lost { Why: "it was never started" }, $"{verdict}"));
    }

    [Fact]
    public async Task A_terminal_that_is_closed_ends_the_engine_and_no_job()
    {
        // `script` makes a terminal, and closes it when it is killed.
        string command = string.Join(' ', ((string[])["exec", "dotnet", Harness(), "leave", _directory.FullPath, _project, "1", Job]).Select(Shell.Quote));
        using Process terminal = Start("script", ["-q", "-e", "-c", $"echo $$ > engine; {command}", "/dev/null"]);
        await ReadyAsync();
        int engine = int.Parse(await File.ReadAllTextAsync(_directory["engine"]), CultureInfo.InvariantCulture);
        bool wasAlive = Signal.IsAlive(engine);

        terminal.Kill();
        await terminal.WaitForExitAsync();
        await Bench.WaitAsync(() => !Signal.IsAlive(engine));

        Assert.True(wasAlive);
        await AssertGoesOnAsync();
    }

    [Fact]
    public async Task A_job_is_nobodys_child_and_has_no_terminal()
    {
        using Process engine = Start("dotnet", [Harness(), "leave", _directory.FullPath, _project, "1", Job]);
        string handle = await engine.StandardOutput.ReadLineAsync() ?? "";
        await ReadyAsync();

        string stat = await File.ReadAllTextAsync($"/proc/{JobProcess.ParseHandle(handle)?.ProcessId}/stat");
        string[] fields = stat.Split(") ")[^1].Split(' ');
        int session = engine.SessionId;
        engine.Kill();

        Assert.NotEqual($"{engine.Id}", fields[1]);
        Assert.NotEqual($"{session}", fields[3]);
        Assert.Equal("0", fields[4]);
    }

    private static string Harness() => Path.Combine(AppContext.BaseDirectory, "Ketrew.Backends.Harness.dll");

    private DaemonizeBackend NewBackend() => new(_directory["playgrounds"], Bench.BaseSet, "testhost", TimeProvider.System);

    private Process Start(string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            WorkingDirectory = _directory.FullPath,
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private Task ReadyAsync() => Bench.WaitAsync(() => File.Exists(_directory["log"]) && File.ReadAllText(_directory["log"]) == "ready\n");

    private async Task AssertGoesOnAsync()
    {
        DaemonizeBackend later = NewBackend();
        Assert.IsType<AttemptObservation.Alive>(await Bench.ObserveAsync(later, Unheard));
        _ = _directory.Write("go", "");
        Assert.Equal(3, Assert.IsType<Verdict.Exited>(await Bench.EndAsync(later, Unheard)).Code);
        Assert.Equal("ready\nwhole\n", await File.ReadAllTextAsync(_directory["log"]));
    }
}
