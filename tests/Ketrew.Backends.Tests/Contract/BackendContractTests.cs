using System.Globalization;
using System.Runtime.Versioning;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Contract;

/// <summary>What every backend promises. A new one gets a subclass; <see cref="ContractCoverageTests"/> sees to it.</summary>
[UnsupportedOSPlatform("windows")]
public abstract class BackendContractTests<TBackend> : IAsyncLifetime
    where TBackend : IBackend
{
    private const string Host = "testhost";

    private readonly Bench _bench;

    private protected BackendContractTests() => _bench = new Bench(bench => MakeBackend(bench.Directory, Bench.BaseSet, Host));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _bench.DisposeAsync();

    /// <summary>A backend that keeps what it keeps in a directory.</summary>
    protected abstract TBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host);

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("exit 127", 127)]
    [InlineData("exit 255", 255)]
    public async Task An_exit_code_is_told(string script, int code)
    {
        Verdict verdict = await _bench.RunAsync(Bench.Shell(script));

        Assert.Equal(code, Assert.IsType<Verdict.Exited>(verdict).Code);
    }

    [Theory]
    [InlineData("USR1", 10)]
    [InlineData("SEGV", 11)]
    [InlineData("TERM", 15)]
    public async Task A_signal_is_told(string name, int signal)
    {
        Verdict verdict = await _bench.RunAsync(Bench.Shell($"kill -{name} $$"), Bench.Shell("echo never"));

        Assert.Equal(signal, Assert.IsType<Verdict.Signaled>(verdict).Signal);
    }

    [Fact]
    public async Task What_is_printed_goes_to_the_log_in_order()
    {
        _ = await _bench.RunAsync(Bench.Shell("echo out; echo err >&2; echo out again"));

        Assert.Equal("out\nerr\nout again\n", _bench.Log());
    }

    [Fact]
    public async Task Steps_run_one_after_the_other_until_one_fails_and_are_named_in_the_log()
    {
        Verdict verdict = await _bench.RunAsync(
            Bench.Shell("echo 1") with { Name = "first" }, Bench.Shell("echo 2; exit 3") with { Name = "the 'second'\tone\\" }, Bench.Shell("echo 4"));

        Assert.Equal("the 'second'\tone\\", verdict.Step);
        Assert.Equal(3, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("--- first\n1\n--- the 'second'\tone\\\n2\n", _bench.Log());
    }

    [Fact]
    public async Task A_step_does_not_change_where_the_next_one_stands()
    {
        _ = await _bench.RunAsync(Bench.Shell("cd /; export A=1; set -e"), Bench.Shell("pwd; echo [$A]; false; exit 0"));

        Assert.Equal($"{_bench.Directory.FullPath}\n[]\n", _bench.Log());
    }

    [Fact]
    public async Task Standard_input_and_output_are_files_and_errors_stay_in_the_log()
    {
        _ = _bench.Directory.Write("in.txt", "hello");
        _ = _bench.Directory.Write("out.txt", "a longer text from before");

        _ = await _bench.RunAsync(
            attempt => attempt with { StandardInput = _bench.Directory["in.txt"], StandardOutput = _bench.Directory["out.txt"] },
            Bench.Shell("cat; echo oops >&2"),
            Bench.Shell("echo more"));

        Assert.Equal("hellomore\n", await File.ReadAllTextAsync(_bench.Directory["out.txt"]));
        Assert.Equal("oops\n", _bench.Log());
    }

    [Fact]
    public async Task Without_standard_input_there_is_nothing_to_read()
    {
        Verdict verdict = await _bench.RunAsync(Bench.Shell("cat; exit 5"));

        Assert.Equal(5, Assert.IsType<Verdict.Exited>(verdict).Code);
    }

    [Fact]
    public async Task The_environment_is_the_base_set_the_targets_own_and_the_marks()
    {
        Environment.SetEnvironmentVariable("KETREW_TEST_LEAK", "leaked");

        _ = await _bench.RunAsync(
            attempt => attempt with { Environment = [new NamedValue("A LEVEL", "it's\n2"), new NamedValue("TZ", "UTC")] }, new Step.Exec(["env", "-0"]));

        string[] variables = [.. _bench.Log().Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != 'K').Order(StringComparer.Ordinal)];
        Assert.Equal(["A LEVEL=it's\n2", "PATH=/usr/local/bin:/usr/bin:/bin", "TZ=UTC"], variables);
        Assert.Contains($"KETREW_RUN={_bench.Run}\0", _bench.Log(), StringComparison.Ordinal);
        Assert.Contains("KETREW_TARGET=src/a:t\0", _bench.Log(), StringComparison.Ordinal);
        Assert.Contains("KETREW_ATTEMPT=1\0", _bench.Log(), StringComparison.Ordinal);
        Assert.DoesNotContain("LEAK", _bench.Log(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_reach_the_program_as_they_are()
    {
        _ = await _bench.RunAsync(new Step.Exec(["printf", "[%s]", "a b", "$HOME", "", "ü", "it's", "a\nb", "*", "\\", "-n"]));

        Assert.Equal("[a b][$HOME][][ü][it's][a\nb][*][\\][-n]", _bench.Log());
    }

    [Theory]
    [InlineData("greet")]
    [InlineData("a=b")]
    public async Task Programs_are_found_by_the_path_of_the_target(string name)
    {
        string program = _bench.Directory.Write($"tools/{name}", "#!/bin/sh\necho hi $1\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Verdict verdict = await _bench.RunAsync(
            attempt => attempt with { Environment = [new NamedValue("PATH", $"{_bench.Directory["tools"]}:/usr/bin:/bin")] }, new Step.Exec([name, "you"]));

        Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("hi you\n", _bench.Log());
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_refused_with_the_path_that_was_searched()
    {
        Listener listener = await _bench.StartAsync(_bench.NewAttempt(new Step.Exec(["no-such-program-anywhere"])));
        Verdict verdict = await listener.EndedAsync();

        Assert.Equal(
            "there is no program `no-such-program-anywhere` in PATH (/usr/local/bin:/usr/bin:/bin)", Assert.IsType<Verdict.StartRefused>(verdict).Message);
        Assert.Equal(["ended"], listener.Calls);
    }

    [Fact]
    public async Task A_program_of_a_later_step_may_be_made_by_an_earlier_one_and_is_refused_when_it_was_not()
    {
        Verdict verdict = await _bench.RunAsync(
            Bench.Shell("printf '#!/bin/sh\\necho made\\n' > made; chmod +x made"),
            new Step.Exec(["./made"]),
            new Step.Exec(["./forgotten"]) with { Name = "last" });

        Assert.Contains("/forgotten", Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
        Assert.Equal("last", verdict.Step);
        Assert.Equal("made\n--- last\n", _bench.Log());
    }

    [Fact]
    public async Task A_directory_that_does_not_exist_is_named()
    {
        string nowhere = _bench.Directory["nowhere"];

        Verdict verdict = await _bench.RunAsync(attempt => attempt with { Directory = nowhere }, Bench.Shell("true"));

        Assert.Equal($"the directory {nowhere} doesn't exist", Assert.IsType<Verdict.StartRefused>(verdict).Message);
    }

    [Fact]
    public async Task A_standard_input_that_does_not_exist_is_named()
    {
        string nothing = _bench.Directory["nothing"];

        Verdict verdict = await _bench.RunAsync(attempt => attempt with { StandardInput = nothing }, Bench.Shell("true"));

        Assert.Equal($"the standard input {nothing} doesn't exist", Assert.IsType<Verdict.StartRefused>(verdict).Message);
    }

    [Fact]
    public async Task Signals_that_the_engine_ignores_are_not_ignored_in_children()
    {
        // The runtime ignores SIGPIPE, shells ignore interrupts for background jobs. Signals above 31 are the C library's own business.
        _ = await _bench.RunAsync(new Step.Exec(["sed", "-n", "s/^SigIgn:.*\\(........\\)$/\\1/p", "/proc/self/status"]));

        Assert.Equal(0, int.Parse(_bench.Log(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & int.MaxValue);
    }

    [Fact]
    public async Task Processor_time_is_told()
    {
        Verdict verdict = await _bench.RunAsync(Bench.Shell("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done"));

        Assert.InRange(verdict.Usage.UserTime, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task The_host_is_told_and_a_handle_by_which_the_attempt_is_found()
    {
        Attempt attempt = _bench.NewAttempt(Bench.Shell("echo ready; sleep 1000"));

        Listener listener = await _bench.StartAsync(attempt);
        AttemptReference reference = await listener.StartedAsync();
        AttemptObservation observation = await Bench.ObserveAsync(_bench.Backend, reference);
        _ = await Bench.KillAsync(_bench.Backend, reference, KillStrength.Kill);

        Assert.Equal(["started on testhost"], listener.Calls.Take(1));
        Assert.StartsWith($"{_bench.Backend.Name}/1 ", reference.Handle, StringComparison.Ordinal);
        Assert.IsType<AttemptObservation.Alive>(observation);
    }

    [Fact]
    public async Task An_id_is_never_started_twice()
    {
        Attempt attempt = _bench.NewAttempt(Bench.Shell("echo once"));
        _ = await _bench.RunAsync(attempt);

        _bench.Backend.Start(attempt, new Listener());
        Verdict verdict = await Bench.EndAsync(_bench.Backend, new AttemptReference(attempt.Id, ""));

        Assert.IsType<Verdict.Exited>(verdict);
        Assert.Equal("once\n", _bench.Log());
    }

    [Fact]
    public async Task Many_attempts_run_at_once()
    {
        // Each waits for all others: one after the other would never end.
        Attempt[] attempts =
        [
            .. Enumerable.Range(1, 12).Select(i => _bench.NewAttempt(Bench.Shell($"echo > here.{i}; until test $(ls here.* | wc -l) = 12; do sleep 0.01; done"), i)),
        ];

        Verdict[] verdicts = await Task.WhenAll(attempts.Select(_bench.RunAsync));

        Assert.All(verdicts, verdict => Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code));
    }

    [Fact]
    public async Task Asking_to_end_reaches_the_whole_group_and_waits_until_it_has_cleaned_up()
    {
        Attempt attempt = _bench.NewAttempt(Bench.Shell("(trap 'sleep 0.2; echo cleaned; exit' TERM; echo ready; while true; do sleep 0.01; done) & wait"));
        Listener listener = await _bench.StartAsync(attempt);
        await _bench.LogAsync("ready");

        KillAnswer answer = await Bench.KillAsync(_bench.Backend, new AttemptReference(attempt.Id, ""), KillStrength.Terminate);
        Verdict verdict = await _bench.EndAsync(listener, attempt.Id);

        Assert.Equal(KillAnswer.Delivered, answer);
        Assert.Equal(15, Assert.IsType<Verdict.Signaled>(verdict).Signal);
        Assert.EndsWith("cleaned\n", _bench.Log(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_to_end_an_attempt_begins_no_further_step()
    {
        Attempt attempt = _bench.NewAttempt(Bench.Shell("trap 'exit 0' TERM; echo ready; while true; do sleep 0.01; done"));
        Listener listener = await _bench.StartAsync(attempt with { Steps = [attempt.Steps[0], Bench.Shell("echo never")] });
        await _bench.LogAsync("ready");

        _ = await Bench.KillAsync(_bench.Backend, await listener.StartedAsync(), KillStrength.Terminate);
        Verdict verdict = await _bench.EndAsync(listener, attempt.Id);

        Assert.Equal(15, Assert.IsType<Verdict.Signaled>(verdict).Signal);
        Assert.DoesNotContain("never", _bench.Log(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Force_ends_what_does_not_want_to_and_all_that_it_started()
    {
        Attempt attempt = _bench.NewAttempt(
            Bench.Shell("trap '' TERM; (sh -c 'echo $$; while true; do sleep 0.01; done' & wait) & echo $$; echo ready; while true; do sleep 0.01; done"));
        Listener listener = await _bench.StartAsync(attempt);
        AttemptReference reference = await listener.StartedAsync();
        await _bench.LogAsync("ready");
        await WaitAsync(() => _bench.Log().Split('\n').Length == 4);

        _ = await Bench.KillAsync(_bench.Backend, reference, KillStrength.Terminate);
        AttemptObservation asked = await Bench.ObserveAsync(_bench.Backend, reference);
        KillAnswer answer = await Bench.KillAsync(_bench.Backend, reference, KillStrength.Kill);
        Verdict verdict = await _bench.EndAsync(listener, attempt.Id);

        Assert.IsType<AttemptObservation.Alive>(asked);
        Assert.Equal(KillAnswer.Delivered, answer);
        Assert.Equal(9, Assert.IsType<Verdict.Signaled>(verdict).Signal);
        int[] processes = [.. _bench.Log().Split('\n').Where(line => line is not ("ready" or "")).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
        Assert.Equal(2, processes.Length);
        await WaitAsync(() => !processes.Any(Signal.IsAlive));
    }

    [Theory]
    [InlineData(KillStrength.Terminate)]
    [InlineData(KillStrength.Kill)]
    public async Task There_is_nothing_to_end_in_what_has_ended_or_never_was(KillStrength strength)
    {
        Attempt attempt = _bench.NewAttempt(Bench.Shell("true"));
        _ = await _bench.RunAsync(attempt);
        AttemptId unknown = attempt.Id with { Number = 99 };

        ValueList<KillAnswer> answers = await _bench.Backend.KillAsync(
            [new AttemptReference(attempt.Id, ""), new AttemptReference(unknown, "")], strength, CancellationToken.None);

        Assert.Equal([KillAnswer.AlreadyEnded, KillAnswer.AlreadyEnded], answers);
    }

    [Fact]
    public async Task Answers_come_in_the_order_of_the_questions()
    {
        AttemptReference running = await _bench.StartAsync(_bench.NewAttempt(Bench.Shell("echo ready; sleep 1000"), 1), "ready");
        _ = await _bench.RunAsync(_bench.NewAttempt(Bench.Shell("exit 4"), 2));
        AttemptReference ended = new(running.Id with { Number = 2 }, "");
        AttemptReference unknown = new(running.Id with { Number = 3 }, "");

        ValueList<AttemptObservation> observations = await _bench.Backend.ObserveAsync([unknown, running, ended, running], CancellationToken.None);
        ValueList<KillAnswer> answers = await _bench.Backend.KillAsync([ended, running, unknown], KillStrength.Kill, CancellationToken.None);

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
        Attempt attempt = _bench.NewAttempt(Bench.Shell("echo ready; sleep 1000"));
        _ = await _bench.StartAsync(attempt, "ready");
        IBackend later = _bench.MakeBackend();
        AttemptReference reference = new(attempt.Id, "");

        AttemptObservation before = await Bench.ObserveAsync(later, reference);
        KillAnswer answer = await Bench.KillAsync(later, reference, strength);
        Verdict verdict = await Bench.EndAsync(later, reference);

        Assert.IsType<AttemptObservation.Alive>(before);
        Assert.Equal(KillAnswer.Delivered, answer);
        Assert.True(verdict is Verdict.Lost or Verdict.Signaled, $"{verdict}");
    }

    [Fact]
    public async Task What_runs_is_found_by_its_project_and_what_ended_or_is_older_is_not()
    {
        _ = await _bench.RunAsync(_bench.NewAttempt(Bench.Shell("true"), 2));
        AttemptReference running = await _bench.StartAsync(_bench.NewAttempt(Bench.Shell("echo ready; sleep 1000")), "ready");
        IBackend later = _bench.MakeBackend();

        ValueList<AttemptReference> found = await later.FindAsync(_bench.Run, CancellationToken.None);
        ValueList<AttemptReference> newer = await later.FindAsync(_bench.Run with { Number = 2 }, CancellationToken.None);
        ValueList<AttemptReference> others = await later.FindAsync(_bench.Run with { Project = "other" }, CancellationToken.None);

        Assert.Equal([running.Id], found.Select(attempt => attempt.Id));
        Assert.Empty(newer);
        Assert.Empty(others);
    }

    private static async Task WaitAsync(Func<bool> isThere)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(1));
        while (!isThere())
        {
            await Task.Delay(5, patience.Token);
        }
    }
}
