using System.Globalization;
using System.Runtime.Versioning;
using Ketrew.Backends.Daemonize;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Daemonize;

[UnsupportedOSPlatform("windows")]
public sealed class DaemonizeBackendTests : IAsyncLifetime
{
    private readonly DaemonizeBench _bench = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _bench.Bench.DisposeAsync();

    [Fact]
    public async Task Steps_are_told_their_playground()
    {
        AttemptReference attempt = await _bench.RunUnseenAsync("echo $KETREW_PLAYGROUND");

        Assert.Equal($"{_bench.PlaygroundOf(attempt.Id).Path}\n", _bench.Bench.Log());
        Assert.Equal(_bench.PlaygroundOf(attempt.Id).Path, _bench.MakeBackend().PlaygroundOf(attempt.Id));
    }

    [Fact]
    public async Task It_tells_when_an_attempt_ended_whenever_it_is_asked()
    {
        AttemptReference attempt = await _bench.RunUnseenAsync("true");
        DateTime moment = new(2034, 5, 6, 7, 8, 9, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_bench.PlaygroundOf(attempt.Id).Verdict, moment);

        ValueList<AttemptObservation> observed = await _bench.Backend.ObserveAsync([attempt], CancellationToken.None);

        Assert.Equal(moment, Assert.IsType<AttemptObservation.Ended>(observed[0]).At?.UtcDateTime);
    }

    [Fact]
    public async Task The_script_bears_all_marks_so_that_it_is_found_between_two_steps()
    {
        AttemptReference attempt = await _bench.StartAsync("env -0 | tr '\\0' '\\n'; echo; echo ready; sleep 1000");

        string script = await File.ReadAllTextAsync($"/proc/{DaemonizeBench.Process(attempt).ProcessId}/environ");
        IEnumerable<string> marks = _bench.Bench.Log().Split('\n').Where(line => line.StartsWith("KETREW_", StringComparison.Ordinal));

        Assert.Equal(marks.Order(StringComparer.Ordinal), script.TrimEnd('\0').Split('\0').Order(StringComparer.Ordinal));
        Assert.NotEmpty(marks);
    }

    [Fact]
    public async Task What_an_attempt_left_in_the_background_is_not_found_as_the_attempt()
    {
        Attempt attempt = _bench.NewAttempt("sleep 1000 & echo $! > left") with { ProjectDirectory = _bench.Bench.Directory.FullPath };
        _ = await _bench.Bench.RunAsync(attempt);

        ValueList<AttemptReference> found =
            await _bench.Backend.FindAsync(_bench.Bench.Run.Project, _bench.Bench.Directory.FullPath, CancellationToken.None);
        int left = int.Parse(await File.ReadAllTextAsync(_bench.Bench.Directory["left"]), CultureInfo.InvariantCulture);
        bool isAlive = Signal.IsAlive(left);
        Signal.Send(left, Signal.Kill);

        Assert.True(isAlive);
        Assert.Empty(found);
    }

    [Fact]
    public async Task Variables_that_may_be_secret_are_readable_for_nobody_else()
    {
        AttemptReference attempt = await _bench.RunUnseenAsync("true");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_bench.PlaygroundOf(attempt.Id).Script));
    }

    [Fact]
    public async Task A_marker_lasts_until_the_verdict_was_told_and_is_not_needed()
    {
        AttemptReference seen = await _bench.RunUnseenAsync("exit 1", 1);
        AttemptReference unseen = await _bench.RunUnseenAsync("exit 2", 2);
        bool wasThere = File.Exists(_bench.PlaygroundOf(seen.Id).Marker);
        File.Delete(_bench.PlaygroundOf(unseen.Id).Marker);

        ValueList<AttemptObservation> observations = await _bench.Backend.ObserveAsync([seen, unseen], CancellationToken.None);

        Assert.True(wasThere);
        Assert.Equal([1, 2], observations.Select(observation => ((Verdict.Exited)((AttemptObservation.Ended)observation).Verdict).Code));
        Assert.False(File.Exists(_bench.PlaygroundOf(seen.Id).Marker));
        Assert.IsType<Verdict.Exited>(await _bench.VerdictAsync(seen));
    }

    [Fact]
    public async Task A_thousand_that_have_ended_are_seen_with_one_look()
    {
        AttemptReference first = await _bench.RunUnseenAsync("exit 1", 1);
        AttemptReference[] attempts = [first, .. Enumerable.Range(2, 999).Select(number => Copy(first, number))];

        ValueList<AttemptObservation> observations = await _bench.Backend.ObserveAsync([.. attempts], CancellationToken.None);

        Assert.Equal(
            attempts.Select(attempt => attempt.Id.Number),
            observations.Select(observation => ((Verdict.Exited)((AttemptObservation.Ended)observation).Verdict).Code));
        Assert.Empty(Directory.EnumerateFiles(_bench.Bench.Directory["playgrounds/ended"]));
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_is_a_refusal()
    {
        string log = _bench.Bench.Directory["nowhere/log"];

        Verdict verdict = await _bench.Bench.RunAsync(_bench.NewAttempt("true") with { LogPath = log });

        Assert.Equal($"the log {log} can't be written", Assert.IsType<Verdict.StartRefused>(verdict).Message);
    }

    [Fact]
    public async Task A_stopped_engine_leaves_no_dead_processes_behind_itself()
    {
        AttemptReference attempt = await _bench.RunUnseenAsync("true");

        // Collected by the system, or at least not ours to collect.
        string stat = $"/proc/{DaemonizeBench.Process(attempt).Group}/stat";
        Assert.False(File.Exists(stat) && (await File.ReadAllTextAsync(stat)).Contains($") Z {Environment.ProcessId} ", StringComparison.Ordinal));
    }

    // As another job would have left it that exited with its number.
    private AttemptReference Copy(AttemptReference attempt, int number)
    {
        AttemptReference copy = attempt with { Id = attempt.Id with { Number = number } };
        (Playground from, Playground to) = (_bench.PlaygroundOf(attempt.Id), _bench.PlaygroundOf(copy.Id));
        _ = Directory.CreateDirectory(to.Claim);
        File.Copy(from.Process, to.Process);
        File.WriteAllText(to.Verdict, File.ReadAllText(from.Verdict).Replace("exit\t1\n", $"exit\t{number}\n", StringComparison.Ordinal));
        File.WriteAllText(to.Marker, "");
        return copy;
    }
}
