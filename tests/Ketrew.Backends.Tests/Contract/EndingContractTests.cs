using System.Globalization;
using System.Runtime.Versioning;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Contract;

/// <summary>How a backend finds attempts again and ends them, and that none begins twice.</summary>
[UnsupportedOSPlatform("windows")]
public abstract class EndingContractTests<TBackend> : ContractTests<TBackend>
    where TBackend : IBackend
{
    /// <summary>True when whoever runs attempts ends what they leave in the background.</summary>
    protected virtual bool EndsWhatIsLeft => false;

    [Fact]
    public async Task The_host_is_told_and_a_handle_by_which_the_attempt_is_found()
    {
        Attempt attempt = Work.NewAttempt(Bench.Shell("echo ready; sleep 1000"));

        Listener listener = await Work.StartAsync(attempt);
        AttemptReference reference = await listener.StartedAsync();
        AttemptObservation observation = await Bench.ObserveAsync(Work.Backend, reference);
        _ = await Bench.KillAsync(Work.Backend, reference, KillStrength.Kill);

        Assert.Equal(["started on testhost"], listener.Calls.Take(1));
        Assert.StartsWith($"{Work.Backend.Name}/1 ", reference.Handle, StringComparison.Ordinal);
        Assert.IsType<AttemptObservation.Alive>(observation);
    }

    [Fact]
    public async Task An_id_is_never_started_twice_and_told_as_started_to_all_who_ask()
    {
        Attempt attempt = Work.NewAttempt(Bench.Shell("echo once"));
        Listener[] listeners = [new(), new(), new()];
        Work.Backend.Start([attempt], listeners[0]);
        Work.Backend.Start([attempt], listeners[1]);
        _ = await Task.WhenAll(listeners[..2].Select(listener => listener.StartedAsync()));
        _ = await Work.EndAsync(listeners[0], attempt.Id);

        Work.Backend.Start([attempt], listeners[2]);
        AttemptReference[] references = await Task.WhenAll(listeners.Select(listener => listener.StartedAsync()));
        Verdict verdict = await Bench.EndAsync(Work.Backend, new AttemptReference(attempt.Id, ""));

        Assert.IsType<Verdict.Exited>(verdict);
        Assert.Single(references.Distinct());
        Assert.Equal("once\n", Work.Log());
    }

    [Fact]
    public async Task Many_attempts_run_at_once()
    {
        // Each waits for all others: one after the other would never end.
        Attempt[] attempts =
        [
            .. Enumerable.Range(1, 12).Select(i => Work.NewAttempt(Bench.Shell($"echo > here.{i}; until test $(ls here.* | wc -l) = 12; do sleep 0.01; done"), i)),
        ];

        Verdict[] verdicts = await Task.WhenAll(attempts.Select(Work.RunAsync));

        Assert.All(verdicts, verdict => Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code));
    }

    [Fact]
    public async Task Asking_to_end_reaches_the_whole_group_and_waits_until_it_has_cleaned_up()
    {
        Attempt attempt = Work.NewAttempt(Bench.Shell("(trap 'sleep 0.2; echo cleaned; exit' TERM; echo ready; while true; do sleep 0.01; done) & wait"));
        Listener listener = await Work.StartAsync(attempt);
        await Work.LogAsync("ready");

        KillAnswer answer = await Bench.KillAsync(Work.Backend, new AttemptReference(attempt.Id, ""), KillStrength.Terminate);
        Verdict verdict = await Work.EndAsync(listener, attempt.Id);

        Assert.Equal(KillAnswer.Delivered, answer);
        Assert.Equal(15, Assert.IsType<Verdict.Signaled>(verdict).Signal);
        Assert.EndsWith("cleaned\n", Work.Log(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_to_end_an_attempt_begins_no_further_step()
    {
        Attempt attempt = Work.NewAttempt(Bench.Shell("trap 'exit 0' TERM; echo ready; while true; do sleep 0.01; done"));
        Listener listener = await Work.StartAsync(attempt with { Steps = [attempt.Steps[0], Bench.Shell("echo never")] });
        await Work.LogAsync("ready");

        _ = await Bench.KillAsync(Work.Backend, await listener.StartedAsync(), KillStrength.Terminate);
        Verdict verdict = await Work.EndAsync(listener, attempt.Id);

        Assert.Equal(15, Assert.IsType<Verdict.Signaled>(verdict).Signal);
        Assert.DoesNotContain("never", Work.Log(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 0", "Signaled")]
    [InlineData("exit 3", "Exited")]
    public async Task Who_leaves_in_peace_because_it_was_asked_to_has_not_done_its_work(string end, string verdict)
    {
        Attempt attempt = Work.NewAttempt(Bench.Shell($"trap '{end}' TERM; echo ready; while true; do sleep 0.01; done"));
        Listener listener = await Work.StartAsync(attempt);
        await Work.LogAsync("ready");

        _ = await Bench.KillAsync(Work.Backend, await listener.StartedAsync(), KillStrength.Terminate);

        Assert.Equal(verdict, (await Work.EndAsync(listener, attempt.Id)).GetType().Name);
    }

    [Fact]
    public async Task Force_ends_what_does_not_want_to_and_all_that_it_started()
    {
        Attempt attempt = Work.NewAttempt(
            Bench.Shell("trap '' TERM; (sh -c 'echo $$; while true; do sleep 0.01; done' & wait) & echo $$; echo ready; while true; do sleep 0.01; done"));
        Listener listener = await Work.StartAsync(attempt);
        AttemptReference reference = await listener.StartedAsync();
        await Work.LogAsync("ready");
        await Bench.WaitAsync(() => Work.Log().Split('\n').Length == 4);

        _ = await Bench.KillAsync(Work.Backend, reference, KillStrength.Terminate);
        AttemptObservation asked = await Bench.ObserveAsync(Work.Backend, reference);
        KillAnswer answer = await Bench.KillAsync(Work.Backend, reference, KillStrength.Kill);
        Verdict verdict = await Work.EndAsync(listener, attempt.Id);

        Assert.IsType<AttemptObservation.Alive>(asked);
        Assert.Equal(KillAnswer.Delivered, answer);
        Assert.Equal(9, Assert.IsType<Verdict.Signaled>(verdict).Signal);
        // A shell may have said of another that it was killed.
        int[] processes = [.. Work.Log().Split('\n').Where(line => int.TryParse(line, out _)).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
        Assert.Equal(2, processes.Length);
        await Bench.WaitAsync(() => !processes.Any(Signal.IsAlive));
    }

    [Theory]
    [InlineData(KillStrength.Terminate)]
    [InlineData(KillStrength.Kill)]
    public async Task What_left_the_group_and_what_an_earlier_step_left_is_ended_too(KillStrength strength)
    {
        Attempt attempt = Work.NewAttempt(Bench.Shell("sleep 1000 & echo $!"));
        Listener listener = await Work.StartAsync(attempt with
        {
            Steps = [attempt.Steps[0], Bench.Shell("setsid sh -c 'echo $$; echo ready; sleep 1000 & wait' & sleep 1000")],
        });
        await Work.LogAsync("ready");

        KillAnswer answer = await Bench.KillAsync(Work.Backend, await listener.StartedAsync(), strength);
        _ = await Work.EndAsync(listener, attempt.Id);

        Assert.Equal(KillAnswer.Delivered, answer);
        int[] processes = [.. Work.Log().Split('\n').Where(line => int.TryParse(line, out _)).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
        Assert.Equal(2, processes.Length);
        await Bench.WaitAsync(() => !processes.Any(Signal.IsAlive));
    }

    [Fact]
    public virtual async Task What_left_the_group_may_clean_up_and_its_end_is_awaited()
    {
        Attempt attempt = Work.NewAttempt(Bench.Shell("setsid sh -c 'trap \"sleep 0.2; echo cleaned; exit\" TERM; echo ready; while true; do sleep 0.01; done' & wait"));
        Listener listener = await Work.StartAsync(attempt);
        await Work.LogAsync("ready");

        _ = await Bench.KillAsync(Work.Backend, await listener.StartedAsync(), KillStrength.Terminate);
        Verdict verdict = await Work.EndAsync(listener, attempt.Id);
        await Work.LogAsync("cleaned");

        Assert.Equal(15, Assert.IsType<Verdict.Signaled>(verdict).Signal);
    }

    [Fact]
    public async Task What_was_left_in_the_background_by_what_ended_by_itself_is_left_alone()
    {
        Attempt attempt = Work.NewAttempt(Bench.Shell("sleep 1000 > /dev/null 2>&1 & echo $!"));
        _ = await Work.RunAsync(attempt);
        int left = int.Parse(Work.Log(), CultureInfo.InvariantCulture);

        KillAnswer answer = await Bench.KillAsync(Work.Backend, new AttemptReference(attempt.Id, ""), KillStrength.Kill);
        if (EndsWhatIsLeft)
        {
            await Bench.WaitAsync(() => !Signal.IsAlive(left));
        }

        bool isAlive = Signal.IsAlive(left);
        Signal.Send(left, Signal.Kill);

        Assert.Equal(KillAnswer.AlreadyEnded, answer);
        Assert.Equal(!EndsWhatIsLeft, isAlive);
    }

    [Theory]
    [InlineData(KillStrength.Terminate)]
    [InlineData(KillStrength.Kill)]
    public async Task There_is_nothing_to_end_in_what_has_ended_or_never_was(KillStrength strength)
    {
        Attempt attempt = Work.NewAttempt(Bench.Shell("true"));
        _ = await Work.RunAsync(attempt);
        AttemptId unknown = attempt.Id with { Number = 99 };

        ValueList<KillAnswer> answers = await Work.Backend.KillAsync(
            [new AttemptReference(attempt.Id, ""), new AttemptReference(unknown, "")], strength, CancellationToken.None);

        Assert.Equal([KillAnswer.AlreadyEnded, KillAnswer.AlreadyEnded], answers);
    }

    [Fact]
    public async Task Answers_come_in_the_order_of_the_questions()
    {
        AttemptReference running = await Work.StartAsync(Work.NewAttempt(Bench.Shell("echo ready; sleep 1000"), 1), "ready");
        _ = await Work.RunAsync(Work.NewAttempt(Bench.Shell("exit 4"), 2));
        AttemptReference ended = new(running.Id with { Number = 2 }, "");
        AttemptReference unknown = new(running.Id with { Number = 3 }, "");

        ValueList<AttemptObservation> observations = await Work.Backend.ObserveAsync([unknown, running, ended, running], CancellationToken.None);
        ValueList<KillAnswer> answers = await Work.Backend.KillAsync([ended, running, unknown], KillStrength.Kill, CancellationToken.None);

        Assert.IsType<Verdict.Lost>(Assert.IsType<AttemptObservation.Ended>(observations[0]).Verdict);
        Assert.IsType<AttemptObservation.Alive>(observations[1]);
        Assert.Equal(4, Assert.IsType<Verdict.Exited>(Assert.IsType<AttemptObservation.Ended>(observations[2]).Verdict).Code);
        Assert.IsType<AttemptObservation.Alive>(observations[3]);
        Assert.Equal([KillAnswer.AlreadyEnded, KillAnswer.Delivered, KillAnswer.AlreadyEnded], answers);
    }

    [Theory]
    [InlineData(KillStrength.Terminate)]
    [InlineData(KillStrength.Kill)]
    public async Task Another_engine_finds_what_was_left_behind_and_ends_it(KillStrength strength)
    {
        Attempt attempt = Work.NewAttempt(Bench.Shell("echo ready; sleep 1000"));
        _ = await Work.StartAsync(attempt, "ready");
        IBackend later = Work.MakeBackend();
        AttemptReference reference = new(attempt.Id, "");

        AttemptObservation before = await Bench.ObserveAsync(later, reference);
        KillAnswer answer = await Bench.KillAsync(later, reference, strength);
        Verdict verdict = await Bench.EndAsync(later, reference);

        Assert.IsType<AttemptObservation.Alive>(before);
        Assert.Equal(KillAnswer.Delivered, answer);
        Assert.True(verdict is Verdict.Lost or Verdict.Signaled, $"{verdict}");
    }

    [Fact]
    public async Task What_runs_is_found_by_its_project_alone()
    {
        Attempt attempt = Work.NewAttempt(Bench.Shell("echo ready; until test -e go; do sleep 0.01; done")) with { ProjectDirectory = Work.Directory.FullPath };
        Listener listener = await Work.StartAsync(attempt);
        await Work.LogAsync("ready");
        IBackend later = Work.MakeBackend();

        ValueList<AttemptReference> found = await later.FindAsync(Work.Run.Project, Work.Directory.FullPath, CancellationToken.None);
        ValueList<AttemptReference> elsewhere = await later.FindAsync(Work.Run.Project, "/a/copy", CancellationToken.None);
        ValueList<AttemptReference> ofOthers = await later.FindAsync("other", Work.Directory.FullPath, CancellationToken.None);
        _ = Work.Directory.Write("go", "");
        _ = await Work.EndAsync(listener, attempt.Id);

        Assert.Equal([attempt.Id], found.Select(reference => reference.Id));
        Assert.Empty(elsewhere);
        Assert.Empty(ofOthers);
    }
}
