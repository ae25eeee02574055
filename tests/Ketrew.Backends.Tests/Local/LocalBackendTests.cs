using System.Globalization;
using System.Runtime.Versioning;
using Ketrew.Backends.Local;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Local;

[UnsupportedOSPlatform("windows")]
public sealed class LocalBackendTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly LocalBackend _backend = NewBackend();
    private readonly Listener _listener = new();

    // Marks are looked for in the whole machine: another test's attempts must not look like ours.
    private readonly RunId _run = new(Guid.NewGuid().ToString("N"), 1);

    public void Dispose()
    {
        _backend.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    public async Task An_exit_code_is_told(string script, int code)
    {
        Verdict verdict = await RunAsync(Shell(script));

        Assert.Equal(code, Assert.IsType<Verdict.Exited>(verdict).Code);
    }

    [Fact]
    public async Task A_signal_is_told()
    {
        Verdict verdict = await RunAsync(Shell("kill -USR1 $$"));

        Assert.Equal(10, Assert.IsType<Verdict.Signaled>(verdict).Signal);
    }

    [Fact]
    public async Task What_is_printed_goes_to_the_log_in_order()
    {
        _ = await RunAsync(Shell("echo out; echo err >&2; echo out again"));

        Assert.Equal("out\nerr\nout again\n", Log());
    }

    [Fact]
    public async Task Steps_run_one_after_the_other_until_one_fails_and_are_named_in_the_log()
    {
        Verdict verdict = await RunAsync(
            Shell("echo 1") with { Name = "first" }, Shell("echo 2; exit 3") with { Name = "second" }, Shell("echo 4") with { Name = "third" });

        Assert.Equal("second", verdict.Step);
        Assert.Equal("--- first\n1\n--- second\n2\n", Log());
    }

    [Fact]
    public async Task Standard_input_and_output_are_files_and_errors_stay_in_the_log()
    {
        _ = _directory.Write("in.txt", "hello");
        _ = _directory.Write("out.txt", "a longer text from before");

        _ = await RunAsync(
            attempt => attempt with { StandardInput = _directory["in.txt"], StandardOutput = _directory["out.txt"] },
            Shell("cat; echo oops >&2"), Shell("echo more"));

        Assert.Equal("hellomore\n", await File.ReadAllTextAsync(_directory["out.txt"]));
        Assert.Equal("oops\n", Log());
    }

    [Fact]
    public async Task Without_standard_input_there_is_nothing_to_read()
    {
        Verdict verdict = await RunAsync(Shell("cat; exit 5"));

        Assert.Equal(5, Assert.IsType<Verdict.Exited>(verdict).Code);
    }

    [Fact]
    public async Task The_environment_is_the_base_set_the_targets_own_and_the_marks()
    {
        Environment.SetEnvironmentVariable("KETREW_TEST_LEAK", "leaked");

        _ = await RunAsync(
            attempt => attempt with { Environment = [new NamedValue("LEVEL", "2"), new NamedValue("TZ", "UTC")] }, new Step.Exec(["env"]));

        string[] names = [.. Log().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0]).Order(StringComparer.Ordinal)];
        Assert.Equal(["KETREW_ATTEMPT", "KETREW_RUN", "KETREW_TARGET", "LEVEL", "PATH", "TZ"], names);
        Assert.Contains("TZ=UTC\n", Log(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_base_set_is_chosen_by_name()
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal) { ["PATH"] = "/bin", ["LC_ALL"] = "C", ["SECRET"] = "s", ["HOME"] = "/h" };

        Assert.Equal(["HOME", "LC_ALL", "PATH"], BaseEnvironment.Select(environment).Select(variable => variable.Name));
    }

    [Fact]
    public async Task Arguments_reach_the_program_as_they_are()
    {
        _ = await RunAsync(new Step.Exec(["printf", "[%s]", "a b", "$HOME", "", "ü"]));

        Assert.Equal("[a b][$HOME][][ü]", Log());
    }

    [Fact]
    public async Task Programs_are_found_by_the_path_of_the_target()
    {
        string program = _directory.Write("tools/greet", "#!/bin/sh\necho hi\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        _ = await RunAsync(
            attempt => attempt with { Environment = [new NamedValue("PATH", $"{_directory["tools"]}:/usr/bin:/bin")] }, new Step.Exec(["greet"]));

        Assert.Equal("hi\n", Log());
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_refused_with_the_path_that_was_searched()
    {
        Verdict verdict = await RunAsync(new Step.Exec(["no-such-program-anywhere"]));

        Assert.StartsWith(
            "there is no program `no-such-program-anywhere` in PATH", Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
        Assert.Equal(["ended"], _listener.Calls);
    }

    [Fact]
    public async Task A_directory_that_does_not_exist_is_named()
    {
        Verdict verdict = await RunAsync(attempt => attempt with { Directory = _directory["nowhere"] }, Shell("true"));

        Assert.Equal($"the directory {_directory["nowhere"]} doesn't exist", Assert.IsType<Verdict.StartRefused>(verdict).Message);
    }

    [Fact]
    public async Task Signals_that_the_engine_ignores_are_not_ignored_in_children()
    {
        // The runtime ignores SIGPIPE. Signals above 31 are the C library's own business.
        _ = await RunAsync(new Step.Exec(["sed", "-n", "s/^SigIgn:.*\\(........\\)$/\\1/p", "/proc/self/status"]));

        Assert.Equal(0, int.Parse(Log(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & int.MaxValue);
    }

    [Fact]
    public async Task Processor_time_and_memory_are_told()
    {
        Verdict verdict = await RunAsync(Shell("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done"));

        Assert.True(verdict.Usage.UserTime > TimeSpan.Zero);
        Assert.InRange(verdict.Usage.PeakMemoryBytes, 100_000, 1_000_000_000);
    }

    [Fact]
    public async Task An_id_is_never_started_twice()
    {
        Attempt attempt = NewAttempt(Shell("echo once"));
        _backend.Start(attempt, _listener);
        _ = await _listener.EndedAsync();

        _backend.Start(attempt, _listener);
        ValueList<AttemptObservation> observations = await _backend.ObserveAsync([new AttemptReference(attempt.Id, "")], CancellationToken.None);

        Assert.IsType<AttemptObservation.Ended>(observations[0]);
        Assert.Equal("once\n", Log());
    }

    [Fact]
    public async Task Asking_to_end_reaches_the_whole_group_and_lets_it_clean_up()
    {
        Attempt attempt = NewAttempt(Shell("(trap 'sleep 0.2; echo cleaned; exit' TERM; echo ready; while true; do sleep 0.01; done) & wait"));
        _backend.Start(attempt, _listener);
        await ContentAsync("ready\n");

        ValueList<KillAnswer> answers =
            await _backend.KillAsync([new AttemptReference(attempt.Id, "")], KillStrength.Terminate, CancellationToken.None);
        Verdict verdict = await _listener.EndedAsync();

        Assert.Equal([KillAnswer.Delivered], answers);
        Assert.Equal(15, Assert.IsType<Verdict.Signaled>(verdict).Signal);
        Assert.EndsWith("cleaned\n", Log(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Force_ends_what_does_not_want_to()
    {
        Attempt attempt = NewAttempt(Shell("trap '' TERM; echo ready; while true; do sleep 0.01; done"));
        AttemptReference reference = new(attempt.Id, "");
        _backend.Start(attempt, _listener);
        await ContentAsync("ready\n");

        _ = await _backend.KillAsync([reference], KillStrength.Terminate, CancellationToken.None);
        _ = await _backend.KillAsync([reference], KillStrength.Kill, CancellationToken.None);
        Verdict verdict = await _listener.EndedAsync();

        Assert.Equal(9, Assert.IsType<Verdict.Signaled>(verdict).Signal);
    }

    [Fact]
    public async Task Another_engine_finds_what_was_left_behind_and_ends_it()
    {
        Attempt attempt = NewAttempt(Shell("echo ready; sleep 1000"));
        _backend.Start(attempt, _listener);
        await ContentAsync("ready\n");
        using LocalBackend later = NewBackend();
        AttemptReference reference = new(attempt.Id, "");

        AttemptObservation before = (await later.ObserveAsync([reference], CancellationToken.None))[0];
        _ = await later.KillAsync([reference], KillStrength.Terminate, CancellationToken.None);
        _ = await _listener.EndedAsync();

        Assert.IsType<AttemptObservation.Alive>(before);
        Assert.IsType<Verdict.Lost>((await EndAsync(later, reference)).Verdict);
    }

    [Fact]
    public async Task Many_attempts_run_at_once()
    {
        Listener[] listeners = [.. Enumerable.Range(0, 8).Select(_ => new Listener())];
        // Each waits for all others: one after the other would never end.
        for (int i = 0; i < listeners.Length; i++)
        {
            Attempt attempt = NewAttempt(Shell($"echo > here.{i}; until test $(ls here.* | wc -l) = 8; do sleep 0.01; done"), i + 1);
            _backend.Start(attempt, listeners[i]);
        }

        Verdict[] verdicts = await Task.WhenAll(listeners.Select(listener => listener.EndedAsync()));

        Assert.All(verdicts, verdict => Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code));
    }

    private static LocalBackend NewBackend() =>
        new([new NamedValue("PATH", "/usr/local/bin:/usr/bin:/bin"), new NamedValue("TZ", "Europe/Paris")], TimeProvider.System);

    private static async Task<AttemptObservation.Ended> EndAsync(LocalBackend backend, AttemptReference attempt)
    {
        while (true)
        {
            if ((await backend.ObserveAsync([attempt], CancellationToken.None))[0] is AttemptObservation.Ended ended)
            {
                return ended;
            }

            await Task.Delay(5);
        }
    }

    private static Step.Shell Shell(string text) => new(text, ["sh", "-c"]);

    private Attempt NewAttempt(Step step, int number = 1) => new()
    {
        Id = new AttemptId(_run, new TargetId("t"), number),
        Steps = [step],
        Directory = _directory.FullPath,
        LogPath = _directory[$"log.{number.ToString(CultureInfo.InvariantCulture)}"],
    };

    private Task<Verdict> RunAsync(params Step[] steps) => RunAsync(attempt => attempt, steps);

    private Task<Verdict> RunAsync(Func<Attempt, Attempt> change, params Step[] steps)
    {
        _backend.Start(change(NewAttempt(steps[0]) with { Steps = [.. steps] }), _listener);
        return _listener.EndedAsync();
    }

    private string Log() => File.ReadAllText(_directory["log.1"]);

    // The process tells by its log that it is where the test wants it.
    private async Task ContentAsync(string expected)
    {
        while (!File.Exists(_directory["log.1"]) || Log() != expected)
        {
            await Task.Delay(5);
        }
    }
}
