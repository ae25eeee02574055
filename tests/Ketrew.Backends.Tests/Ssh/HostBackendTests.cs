using System.Diagnostics;
using System.Runtime.Versioning;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Ssh;

/// <summary>Attempts on a host that has a copy of the project, and what they survive.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HostBackendTests : IDisposable
{
    private readonly SshServer _server = new();
    private readonly TemporaryDirectory _project = new();
    private readonly SshHost _host;
    private readonly ScheduledBackend _backend;
    private readonly RunId _run = new(Guid.NewGuid().ToString("N"), 1);

    public HostBackendTests() => (_host, _backend) = Connect(_server.Address);

    public void Dispose()
    {
        _backend.Dispose();
        _host.Dispose();
        _server.Dispose();
        _project.Dispose();
    }

    [Fact]
    public async Task Inputs_go_there_and_outputs_come_back_with_the_log()
    {
        _ = _project.Write("src/in.txt", "hello\n");
        Attempt attempt = NewAttempt("tr a-z A-Z < in.txt > ../out.txt; pwd; echo $KETREW_PROJECT; ls") with
        {
            Directory = _project["src"],
            Inputs = [ProjectPath.Parse("src/in.txt")],
            Outputs = [ProjectPath.Parse("out.txt")],
        };

        Verdict verdict = await RunAsync(attempt);

        string copy = Path.GetDirectoryName(Assert.Single(Directory.EnumerateFiles(_server.Directory["playgrounds/copies"], "out.txt", SearchOption.AllDirectories)))!;
        Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("HELLO\n", await File.ReadAllTextAsync(_project["out.txt"]));
        Assert.Equal($"{copy}/src\n{copy}\nin.txt\n", await File.ReadAllTextAsync(attempt.LogPath));
    }

    [Fact]
    public async Task What_one_attempt_made_another_one_reads_there()
    {
        Attempt first = NewAttempt("echo made > made") with { Outputs = [ProjectPath.Parse("made")] };
        Attempt second = NewAttempt("cat made", 2) with { Inputs = [ProjectPath.Parse("made")] };

        _ = await RunAsync(first);
        _ = await RunAsync(second);

        Assert.Equal("made\n", await File.ReadAllTextAsync(second.LogPath));
    }

    [Fact]
    public async Task Of_an_attempt_that_fails_the_log_is_here_when_its_end_is_told()
    {
        Verdict verdict = await RunAsync(NewAttempt("echo half > out; echo why; exit 3") with { Outputs = [ProjectPath.Parse("out")] });

        Assert.Equal(3, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("why\n", await File.ReadAllTextAsync(_project["log.1"]));
        Assert.False(File.Exists(_project["out"]));
    }

    [Fact]
    public async Task Conditions_are_asked_where_the_copy_is_even_before_there_is_one()
    {
        _ = _project.Write("here", "");

        Verdict before = await _backend.ProbeAsync(new Probe(Bench.Shell("test -e here"), _project.FullPath, []), CancellationToken.None);
        _ = await RunAsync(NewAttempt("true") with { Inputs = [ProjectPath.Parse("here")] });
        Verdict after = await _backend.ProbeAsync(new Probe(Bench.Shell("test -e here"), _project.FullPath, []), CancellationToken.None);

        Assert.Equal((1, 0), (Assert.IsType<Verdict.Exited>(before).Code, Assert.IsType<Verdict.Exited>(after).Code));
    }

    [Fact]
    public async Task A_server_that_goes_away_while_an_attempt_runs_costs_nothing_but_time()
    {
        AttemptReference reference = await StartAsync(NewAttempt($"{AwaitGo}; echo done > out") with { Outputs = [ProjectPath.Parse("out")] });
        _ = Assert.IsType<AttemptObservation.Alive>(await Bench.ObserveAsync(_backend, reference));

        _server.Stop();
        AttemptObservation meanwhile = await Bench.ObserveAsync(_backend, reference);
        KillAnswer kill = await Bench.KillAsync(_backend, reference, KillStrength.Kill);
        Go();
        _server.Start();
        Verdict verdict = await Bench.EndAsync(_backend, reference);

        Assert.IsType<AttemptObservation.Unknown>(meanwhile);
        Assert.Equal(KillAnswer.Unknown, kill);
        Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("done\n", await File.ReadAllTextAsync(_project["out"]));
    }

    [Fact]
    public async Task A_server_that_goes_away_before_what_was_written_is_fetched_costs_nothing_but_time()
    {
        AttemptReference reference = await StartAsync(NewAttempt("echo done > out") with { Outputs = [ProjectPath.Parse("out")] });
        await Bench.WaitAsync(() => File.Exists($"{_backend.PlaygroundOf(reference.Id)}/verdict"));

        _server.Stop();
        AttemptObservation meanwhile = await Bench.ObserveAsync(_backend, reference);
        _server.Start();
        Verdict verdict = await Bench.EndAsync(_backend, reference);

        Assert.IsType<AttemptObservation.Unknown>(meanwhile);
        Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.True(File.Exists(_project["out"]));
    }

    [Fact]
    public async Task What_is_started_while_nobody_is_there_starts_later_and_once()
    {
        _server.Stop();
        Listener listener = new();
        Attempt attempt = NewAttempt("echo once");

        _backend.Start([attempt], listener);
        await Bench.WaitAsync(() => Waits(attempt).Contains("Connection refused", StringComparison.Ordinal));
        _server.Start();
        AttemptReference reference = await listener.StartedAsync();
        _ = await Bench.EndAsync(_backend, reference);

        Assert.Equal("once\n", await File.ReadAllTextAsync(attempt.LogPath));
    }

    [Fact]
    public async Task Servers_that_come_and_go_while_many_are_started_lose_none_and_start_none_twice()
    {
        Attempt[] attempts = [.. Enumerable.Range(1, 12).Select(i => NewAttempt($"echo {i} >> $KETREW_PLAYGROUND/ran; echo {i}", i))];
        Listener[] listeners = [.. attempts.Select(_ => new Listener())];
        Task<AttemptReference[]> started = Task.WhenAll(listeners.Select(listener => listener.StartedAsync()));

        foreach ((Attempt attempt, Listener listener) in attempts.Zip(listeners))
        {
            _backend.Start([attempt], listener);
        }

        for (int i = 0; i < 3 && !started.IsCompleted; i++)
        {
            _server.Stop();
            _server.Start();
            _ = await Task.WhenAny(started, Task.Delay(TimeSpan.FromMilliseconds(500)));
        }

        Verdict[] verdicts = await Task.WhenAll((await started).Select(reference => Bench.EndAsync(_backend, reference)));

        Assert.All(verdicts, verdict => Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code));
        Assert.Equal(
            attempts.Select(attempt => $"{attempt.Id.Number}\n"), attempts.Select(attempt => File.ReadAllText($"{_backend.PlaygroundOf(attempt.Id)}/ran")));
    }

    [Fact]
    public async Task Another_engine_takes_over_and_fetches_what_was_written()
    {
        AttemptReference reference = await StartAsync(NewAttempt($"{AwaitGo}; echo done > out") with { Outputs = [ProjectPath.Parse("out")] });
        (SshHost host, ScheduledBackend later) = Connect(_server.Address);
        using SshHost connection = host;
        using ScheduledBackend backend = later;

        ValueList<AttemptReference> found = await backend.FindAsync(_run.Project, _project.FullPath, CancellationToken.None);
        Go();
        Verdict verdict = await Bench.EndAsync(backend, new AttemptReference(reference.Id, ""));

        Assert.Equal([reference.Id], found.Select(one => one.Id));
        Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("done\n", await File.ReadAllTextAsync(_project["out"]));
    }

    [Fact]
    public async Task A_script_that_is_killed_is_lost_and_what_it_left_is_waited_for()
    {
        AttemptReference reference = await StartAsync(NewAttempt($"echo > $KETREW_PLAYGROUND/began; {AwaitGo}; echo done"));
        await Bench.WaitAsync(() => File.Exists($"{_backend.PlaygroundOf(reference.Id)}/began"));
        string process = await File.ReadAllTextAsync($"{_backend.PlaygroundOf(reference.Id)}/claim/process");
        Signal.Send(int.Parse(process.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), Signal.Kill);

        AttemptObservation left = await Bench.ObserveAsync(_backend, reference);
        Go();
        Verdict verdict = await Bench.EndAsync(_backend, reference);

        Assert.Contains("of what it started", Assert.IsType<AttemptObservation.Alive>(left).Detail, StringComparison.Ordinal);
        Assert.Contains("left no verdict", Assert.IsType<Verdict.Lost>(verdict).Why, StringComparison.Ordinal);
    }

    [SmallDiskServerFact]
    public async Task A_full_disk_there_refuses_what_does_not_fit()
    {
        using SshServer server = new(around: ["unshare", "--mount", "sh", "-c", "mkdir -p \"$0\" && mount -t tmpfs -o size=1m tmpfs \"$0\" && exec \"$@\"", "/tmp/ketrew-small-disk"]);
        (SshHost host, ScheduledBackend later) = Connect(server.Address with { Playground = "/tmp/ketrew-small-disk/p" });
        using SshHost connection = host;
        using ScheduledBackend backend = later;
        _ = _project.Write("big", new string('b', 3_000_000));
        Listener listener = new();

        backend.Start([NewAttempt("true") with { Inputs = [ProjectPath.Parse("big")] }], listener);
        Verdict verdict = await listener.EndedAsync();

        Assert.Contains("; 0 KiB are left there", Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_finds_there_is_told()
    {
        BackendDescription description = await _backend.DescribeAsync(CancellationToken.None);

        Assert.Equal(["host", "playgrounds", "free space", "system"], description.Facts.Select(fact => fact.Name));
        Assert.Empty(description.Problems);
    }

    [Fact]
    public async Task A_host_that_can_not_be_reached_is_told_when_it_is_described()
    {
        _server.Stop();

        BackendException failure = await Assert.ThrowsAsync<BackendException>(() => _backend.DescribeAsync(CancellationToken.None));

        Assert.Contains("Connection refused", failure.Message, StringComparison.Ordinal);
    }

    private string AwaitGo => $"until test -e {_server.Directory["go"]}; do sleep 0.05; done";

    private void Go() => _server.Directory.Write("go", "");

    private string Waits(Attempt attempt) =>
        (Bench.ObserveAsync(_backend, new AttemptReference(attempt.Id, "")).GetAwaiter().GetResult() as AttemptObservation.Alive)?.Detail ?? "";

    private (SshHost Host, ScheduledBackend Backend) Connect(HostAddress address)
    {
        SshHost host = new(address);
        return (host, SshFixture.MakeBackend(host, address, _project[".ketrew/playgrounds"], _project.FullPath));
    }

    private Attempt NewAttempt(string script, int number = 1) => new()
    {
        Id = new AttemptId(_run, new TargetId("src/a:t"), number),
        ProjectDirectory = _project.FullPath,
        Steps = [Bench.Shell(script)],
        Directory = _project.FullPath,
        LogPath = _project[$"log.{number}"],
    };

    private async Task<AttemptReference> StartAsync(Attempt attempt)
    {
        Listener listener = new();
        _backend.Start([attempt], listener);
        AttemptReference reference = await listener.StartedAsync();
        await Bench.WaitAsync(() => File.Exists($"{_backend.PlaygroundOf(attempt.Id)}/claim/process"));
        return reference;
    }

    private async Task<Verdict> RunAsync(Attempt attempt) => await Bench.EndAsync(_backend, await StartAsync(attempt));
}

/// <summary>A test whose server sees a disk of its own: who runs it must be allowed to mount.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskServerFactAttribute : FactAttribute
{
    public SmallDiskServerFactAttribute()
    {
        using Process process = Process.Start("unshare", ["--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]);
        process.WaitForExit();
        Skip = process.ExitCode == 0 ? null : "only root may mount here";
    }
}
