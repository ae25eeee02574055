using System.Runtime.Versioning;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk.Backends;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Hosted;

/// <summary>What becomes of attempts when the process of their backend dies: nothing is lost, and nothing is done twice.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HostDeathTests
{
    private const string Once = "echo $KETREW_ATTEMPT >> began; exit $KETREW_ATTEMPT";

    [Theory]
    [InlineData("start")]
    [InlineData("after-start")]
    [InlineData("started")]
    [InlineData("after-started")]
    public async Task Killed_around_a_start_each_attempt_begins_once(string moment)
    {
        await using HostedBench work = new();
        work.Expect($"{moment} die", $"{moment} die", $"{moment} die");

        Verdict[] verdicts = await Task.WhenAll(Enumerable.Range(1, 5).Select(number => work.Bench.RunAsync(work.NewAttempt(Once, number))));

        Assert.Equal([1, 2, 3, 4, 5], verdicts.Select(verdict => Assert.IsType<Verdict.Exited>(verdict).Code));
        Assert.Equal(["1", "2", "3", "4", "5"], (await File.ReadAllLinesAsync(work.Directory["began"])).Order(StringComparer.Ordinal));
        Assert.True(work.HasHappened());
    }

    [Theory]
    [InlineData("start")]
    [InlineData("after-start")]
    [InlineData("started")]
    [InlineData("after-started")]
    [InlineData("ended")]
    public async Task Killed_before_it_could_tell_of_an_end_that_is_told_by_the_next(string moment)
    {
        await using HostedBench work = new("telling");
        work.Expect($"{moment} die");
        Attempt[] attempts = [.. Enumerable.Range(1, 5).Select(number => work.NewAttempt(Once, number))];
        Listener[] listeners = [.. attempts.Select(_ => new Listener())];

        foreach ((Attempt attempt, Listener listener) in attempts.Zip(listeners))
        {
            work.Backend.Start([attempt], listener);
        }

        Verdict[] verdicts = await Task.WhenAll(listeners.Select(listener => listener.EndedAsync()));

        Assert.Equal([1, 2, 3, 4, 5], verdicts.Select(verdict => Assert.IsType<Verdict.Exited>(verdict).Code));
        Assert.All(listeners, listener => Assert.Equal(["started on testhost", "ended"], listener.Calls));
        Assert.Equal(["1", "2", "3", "4", "5"], (await File.ReadAllLinesAsync(work.Directory["began"])).Order(StringComparer.Ordinal));
        Assert.True(work.HasHappened());
    }

    [Theory]
    [InlineData("observe")]
    [InlineData("after-observe")]
    public async Task Killed_while_it_looks_the_attempts_are_unknown_until_it_is_back(string moment)
    {
        await using HostedBench work = new();
        AttemptReference reference = await work.Bench.StartAsync(work.NewAttempt("echo ready; until test -e go; do sleep 0.01; done; exit 3"), "ready");
        work.Expect($"{moment} die");

        AttemptObservation meanwhile = await Bench.ObserveAsync(work.Backend, reference);
        AttemptObservation alive = await BackAsync(work, reference);
        _ = work.Directory.Write("go", "");
        Verdict verdict = await Bench.EndAsync(work.Backend, reference);

        Assert.Contains("the plugin host ended with exit code 137", Assert.IsType<AttemptObservation.Unknown>(meanwhile).Why, StringComparison.Ordinal);
        Assert.IsType<AttemptObservation.Alive>(alive);
        Assert.Equal(3, Assert.IsType<Verdict.Exited>(verdict).Code);
    }

    [Theory]
    [InlineData("kill")]
    [InlineData("after-kill")]
    public async Task Killed_while_it_ends_an_attempt_that_is_ended(string moment)
    {
        await using HostedBench work = new();
        AttemptReference reference = await work.Bench.StartAsync(work.NewAttempt("echo ready; sleep 1000"), "ready");
        work.Expect($"{moment} die");

        KillAnswer answer = await Bench.KillAsync(work.Backend, reference, KillStrength.Kill);
        Verdict verdict = await Bench.EndAsync(work.Backend, reference);

        Assert.NotEqual(KillAnswer.Unknown, answer);
        Assert.Equal(9, Assert.IsType<Verdict.Signaled>(verdict).Signal);
        Assert.True(work.HasHappened());
    }

    [Theory]
    [InlineData("find")]
    [InlineData("probe")]
    [InlineData("describe")]
    public async Task What_was_asked_is_asked_again(string moment)
    {
        await using HostedBench work = new();
        AttemptReference reference = await work.Bench.StartAsync(work.NewAttempt("echo ready; sleep 1000"), "ready");
        work.Expect($"{moment} die", $"after-{moment} die");

        string answer = moment switch
        {
            "find" => (await work.Backend.FindAsync(work.Bench.Run.Project, work.Directory.FullPath, CancellationToken.None)).Single().Id.ToString(),
            "probe" => (await work.Backend.ProbeAsync(new Probe(Bench.Shell("exit 4"), work.Directory.FullPath, []), CancellationToken.None)).ToString(),
            _ => (await work.Backend.DescribeAsync(CancellationToken.None)).Problems.Single(),
        };

        Assert.Contains(moment switch { "find" => reference.Id.ToString(), "probe" => "Code = 4", _ => "it is perilous" }, answer, StringComparison.Ordinal);
        Assert.True(work.HasHappened());
    }

    [Fact]
    public async Task What_is_asked_of_a_process_that_dies_again_and_again_comes_back_as_an_error_that_may_pass()
    {
        await using HostedBench work = new();
        work.Expect("describe die", "describe die", "describe die", "describe refuse");

        BackendException exception = await Assert.ThrowsAsync<BackendException>(() => work.Backend.DescribeAsync(CancellationToken.None));

        Assert.True(exception.IsRecoverable);
        Assert.Equal("The backend perilous can't be asked: the plugin host ended with exit code 137.", exception.Message);
    }

    [Fact]
    public async Task A_backend_that_forgets_its_attempts_has_them_ended_and_told_as_lost()
    {
        await using HostedBench work = new("local");
        Listener listener = await work.Bench.StartAsync(work.NewAttempt("echo begun; sleep 1000"));
        _ = await listener.StartedAsync();
        await work.Bench.LogAsync("begun");

        await work.KillHostAsync();
        Verdict verdict = await listener.EndedAsync();

        Assert.Equal("the process of its backend was lost while it ran", Assert.IsType<Verdict.Lost>(verdict).Why);
        Assert.Equal("begun\n", work.Bench.Log());
        Assert.Equal(["started on testhost", "ended"], listener.Calls);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("after-start")]
    [InlineData("started")]
    public async Task A_backend_that_forgets_its_attempts_never_begins_one_again(string moment)
    {
        await using HostedBench work = new("local");
        work.Expect($"{moment} die");
        Listener listener = new();

        work.Backend.Start([work.NewAttempt("echo begun; sleep 1000")], listener);
        Verdict verdict = await listener.EndedAsync();

        Assert.IsType<Verdict.Lost>(verdict);
        Assert.True(!File.Exists(work.Directory["log.1"]) || work.Bench.Log() is "" or "begun\n");
        Assert.True(work.HasHappened());
    }

    [Fact]
    public async Task Killed_at_any_moment_every_attempt_runs_once_and_its_verdict_is_heard()
    {
        await using HostedBench work = new();
        Attempt[] attempts = [.. Enumerable.Range(1, 60).Select(number => work.NewAttempt("echo $KETREW_ATTEMPT >> began; sleep 0.1; exit 5", number))];
        Task<Verdict[]> running = Task.WhenAll(attempts.Select(work.Bench.RunAsync));
        int kills = 0;

        // As soon as there is a new one, it is killed; later and later, so that some of the work gets done.
        while (!running.IsCompleted)
        {
            int process = work.Process;
            await Task.WhenAny(Task.Delay(50 * ++kills), running);
            _ = Signal.TrySend(process, Signal.Kill);
            await Bench.WaitAsync(() => running.IsCompleted || work.Process != process);
        }

        Verdict[] verdicts = await running;

        Assert.All(verdicts, verdict => Assert.Equal(5, Assert.IsType<Verdict.Exited>(verdict).Code));
        Assert.Equal(
            Enumerable.Range(1, 60).Select(number => $"{number}").Order(StringComparer.Ordinal),
            (await File.ReadAllLinesAsync(work.Directory["began"])).Order(StringComparer.Ordinal));
        Assert.InRange(kills, 3, 1000);
    }

    [Fact]
    public async Task Two_backends_of_one_process_are_both_made_again()
    {
        await using HostedBench work = new();
        using Backends.Hosted.HostedBackend other = work.Make();
        Attempt first = work.NewAttempt("exit 1", 1);
        Listener listener = new();

        await work.KillHostAsync();
        other.Start([work.NewAttempt("exit 2", 2)], listener);
        Verdict verdict = await work.Bench.RunAsync(first);
        Verdict others = await Bench.EndAsync(other, (await listener.StartedAsync()) with { Handle = "" });

        Assert.Equal(1, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal(2, Assert.IsType<Verdict.Exited>(others).Code);
    }

    // Looks until there is a process to look.
    private static async Task<AttemptObservation> BackAsync(HostedBench work, AttemptReference reference)
    {
        AttemptObservation? observation = null;
        while (observation is null or AttemptObservation.Unknown)
        {
            observation = await Bench.ObserveAsync(work.Backend, reference);
        }

        return observation;
    }
}
