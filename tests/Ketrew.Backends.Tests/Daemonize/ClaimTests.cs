using System.Diagnostics;
using System.Runtime.Versioning;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Daemonize;

/// <summary>An attempt begins once or never, whoever starts it, gives it up or looks for it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ClaimTests : IAsyncLifetime
{
    private readonly DaemonizeBench _bench = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _bench.Bench.DisposeAsync();

    [Fact]
    public async Task Engines_that_start_the_same_attempt_at_once_start_it_once_and_are_told_the_same()
    {
        for (int round = 1; round <= 10; round++)
        {
            Attempt attempt = _bench.NewAttempt("echo once", round);
            Listener[] listeners = [.. Enumerable.Range(0, 4).Select(_ => new Listener())];

            foreach (Listener listener in listeners)
            {
                _bench.MakeBackend().Start([attempt], listener);
            }

            AttemptReference[] told = await Task.WhenAll(listeners.Select(listener => listener.StartedAsync()));
            _ = await Bench.EndAsync(_bench.Backend, told[0]);
            Assert.Single(told.Distinct());
            Assert.Equal("once\n", _bench.Bench.Log(round));
        }
    }

    [Fact]
    public async Task A_later_engine_is_told_that_it_was_started()
    {
        AttemptReference attempt = await _bench.RunUnseenAsync("echo once");
        Listener listener = new();

        _bench.MakeBackend().Start([_bench.NewAttempt("echo once")], listener);

        Assert.Equal(attempt, await listener.StartedAsync());
        Assert.Equal("once\n", _bench.Bench.Log());
    }

    [Fact]
    public async Task A_script_that_is_run_by_hand_once_more_does_nothing()
    {
        AttemptReference attempt = await _bench.RunUnseenAsync("echo once");

        Assert.Equal(3, await RunScriptAsync(attempt.Id));
        Assert.Equal("once\n", _bench.Bench.Log());
    }

    [Fact]
    public async Task What_was_never_started_is_told_so_and_never_starts_after_that()
    {
        Attempt attempt = _bench.NewAttempt("echo never");

        Verdict verdict = await _bench.VerdictAsync(new AttemptReference(attempt.Id, ""));
        Listener late = await _bench.Bench.StartAsync(attempt);

        Assert.Equal("it was never started", Assert.IsType<Verdict.Lost>(verdict).Why);
        Assert.IsType<Verdict.StartRefused>(await late.EndedAsync());
        Assert.False(File.Exists(attempt.LogPath));
        Assert.IsType<Verdict.Lost>(await _bench.VerdictAsync(new AttemptReference(attempt.Id, "")));
    }

    [Fact]
    public async Task What_was_ended_before_it_began_never_begins()
    {
        Attempt attempt = _bench.NewAttempt("echo never");

        KillAnswer answer = await _bench.KillAsync(new AttemptReference(attempt.Id, ""), KillStrength.Terminate);
        Listener late = await _bench.Bench.StartAsync(attempt);

        Assert.Equal(KillAnswer.AlreadyEnded, answer);
        Assert.IsType<Verdict.StartRefused>(await late.EndedAsync());
        Assert.False(File.Exists(attempt.LogPath));
    }

    [Fact]
    public async Task A_script_whose_engine_died_before_it_claimed_finds_that_it_was_given_up()
    {
        // As if the engine had died right after it wrote the script.
        AttemptReference attempt = await _bench.RunUnseenAsync("echo once");
        Playground playground = _bench.PlaygroundOf(attempt.Id);
        Directory.Delete(playground.Claim, recursive: true);
        File.Delete(playground.Verdict);
        File.Delete(playground.Marker);

        Verdict verdict = await _bench.VerdictAsync(attempt with { Handle = "" });

        Assert.IsType<Verdict.Lost>(verdict);
        Assert.Equal(3, await RunScriptAsync(attempt.Id));
        Assert.Equal("once\n", _bench.Bench.Log());
    }

    [Fact]
    public async Task Looked_for_and_started_at_the_same_time_it_either_runs_or_is_given_up()
    {
        DaemonizeBackend other = _bench.MakeBackend();
        for (int round = 1; round <= 20; round++)
        {
            Attempt attempt = _bench.NewAttempt("echo once", round);
            Listener listener = new();

            _bench.Backend.Start([attempt], listener);
            AttemptObservation seen = await Bench.ObserveAsync(other, new AttemptReference(attempt.Id, ""));
            await listener.ToldAsync();

            Verdict verdict = listener.HasEnded ? await listener.EndedAsync() : await Bench.EndAsync(_bench.Backend, new AttemptReference(attempt.Id, ""));
            bool wasGivenUp = seen is AttemptObservation.Ended { Verdict: Verdict.Lost };
            Assert.Equal(wasGivenUp, verdict is Verdict.StartRefused);
            Assert.Equal(!wasGivenUp, File.Exists(attempt.LogPath));
        }
    }

    [Fact]
    public async Task What_this_engine_is_starting_is_not_given_up_by_its_own_look()
    {
        Attempt[] attempts = [.. Enumerable.Range(1, 30).Select(number => _bench.NewAttempt("true", number))];
        Listener[] listeners = [.. attempts.Select(_ => new Listener())];
        ValueList<AttemptReference> references = attempts.Select(attempt => new AttemptReference(attempt.Id, "")).ToValueList();

        for (int i = 0; i < attempts.Length; i++)
        {
            _bench.Backend.Start([attempts[i]], listeners[i]);
        }

        ValueList<AttemptObservation> seen = await _bench.Backend.ObserveAsync(references, CancellationToken.None);
        _ = await Task.WhenAll(listeners.Select(listener => listener.StartedAsync()));

        Assert.DoesNotContain(seen, observation => observation is AttemptObservation.Ended { Verdict: not Verdict.Exited });
    }

    [Fact]
    public async Task An_older_state_whose_attempts_ran_something_else_gets_no_foreign_verdict()
    {
        AttemptReference attempt = await _bench.RunUnseenAsync("echo one thing");

        Listener listener = await _bench.Bench.StartAsync(_bench.NewAttempt("echo another"));

        Verdict.StartRefused refusal = Assert.IsType<Verdict.StartRefused>(await listener.EndedAsync());
        Assert.Contains($"rm -r {_bench.PlaygroundOf(attempt.Id).Path}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_playground_that_cannot_be_made_is_a_refusal_with_its_path()
    {
        _ = _bench.Bench.Directory.Write("playgrounds", "a file");

        Listener listener = await _bench.Bench.StartAsync(_bench.NewAttempt("true"));

        Verdict.StartRefused refusal = Assert.IsType<Verdict.StartRefused>(await listener.EndedAsync());
        Assert.Contains(_bench.Bench.Directory["playgrounds"], refusal.Message, StringComparison.Ordinal);
    }

    private async Task<int> RunScriptAsync(AttemptId id)
    {
        using Process process = Process.Start("setsid", ["--wait", "sh", _bench.PlaygroundOf(id).Script]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
