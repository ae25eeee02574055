using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Daemonize;

/// <summary>What is said of attempts that could not tell how they ended, and of those that could not be asked.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LostJobTests : IAsyncLifetime
{
    private readonly DaemonizeBench _bench = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _bench.Bench.DisposeAsync();

    [Fact]
    public async Task A_script_that_was_killed_is_lost_after_a_grace_and_never_a_success()
    {
        AttemptReference attempt = await _bench.StartAsync("echo ready; until test -e go; do sleep 0.01; done; exit 0");
        Signal.Send(DaemonizeBench.Process(attempt).ProcessId, Signal.Kill);
        await GoneAsync(DaemonizeBench.Process(attempt).ProcessId);
        AttemptObservation stepGoesOn = await _bench.ObserveAsync(attempt);
        _ = _bench.Bench.Directory.Write("go", "");
        await MissedAsync(attempt);

        _bench.Clock.Advance(TimeSpan.FromSeconds(1.9));
        AttemptObservation early = await _bench.ObserveAsync(attempt);
        _bench.Clock.Advance(TimeSpan.FromSeconds(0.2));
        Verdict verdict = await _bench.VerdictAsync(attempt);

        // What it left running is still the attempt: a second one must not begin beside it.
        Assert.Contains("its script is gone", Assert.IsType<AttemptObservation.Alive>(stepGoesOn).Detail, StringComparison.Ordinal);
        Assert.IsType<AttemptObservation.Alive>(early);
        Assert.Contains("left no verdict", Assert.IsType<Verdict.Lost>(verdict).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verdict_that_appears_during_the_grace_counts()
    {
        AttemptReference attempt = await _bench.RunUnseenAsync("exit 3");
        string verdict = _bench.PlaygroundOf(attempt.Id).Verdict;
        File.Move(verdict, verdict + ".late");
        AttemptObservation before = await _bench.ObserveAsync(attempt);

        File.Move(verdict + ".late", verdict);
        _bench.Clock.Advance(TimeSpan.FromHours(1));

        Assert.IsType<AttemptObservation.Alive>(before);
        Assert.Equal(3, Assert.IsType<Verdict.Exited>(await _bench.VerdictAsync(attempt)).Code);
    }

    [Fact]
    public async Task A_success_that_cannot_be_written_down_is_none()
    {
        Listener listener = await _bench.Bench.StartAsync(_bench.NewAttempt("ln -sf /dev/full \"$KETREW_PLAYGROUND/claim/verdict\"; exit 0"));
        AttemptReference attempt = await listener.StartedAsync();
        await GoneAsync(DaemonizeBench.Process(attempt).ProcessId);

        Assert.Contains("No space left", Assert.IsType<Verdict.Lost>(await _bench.VerdictAfterGraceAsync(attempt)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_verdict_is_none()
    {
        AttemptReference attempt = await _bench.RunUnseenAsync("exit 0");
        string path = _bench.PlaygroundOf(attempt.Id).Verdict;
        string text = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, text[..text.IndexOf("end\n", StringComparison.Ordinal)]);

        Assert.IsType<Verdict.Lost>(await _bench.VerdictAfterGraceAsync(attempt));
    }

    [Fact]
    public async Task After_a_restart_of_the_machine_its_verdict_counts_and_without_one_the_machine_is_to_blame()
    {
        AttemptReference attempt = await _bench.RunUnseenAsync("exit 3");
        _bench.Rewrite(attempt, process => process with { Boot = "another" });
        AttemptReference unheard = attempt with { Handle = "" };

        Verdict told = await _bench.VerdictAsync(unheard);
        File.Delete(_bench.PlaygroundOf(attempt.Id).Verdict);
        Verdict untold = await _bench.VerdictAsync(unheard);
        KillAnswer answer = await _bench.KillAsync(unheard, KillStrength.Kill);

        Assert.IsType<Verdict.Exited>(told);
        Assert.Contains("restarted", Assert.IsType<Verdict.NodeFailed>(untold).Why, StringComparison.Ordinal);
        Assert.Equal(KillAnswer.AlreadyEnded, answer);
    }

    [Fact]
    public async Task A_stranger_of_the_same_number_is_neither_the_attempt_nor_ever_hit()
    {
        using Process stranger = Process.Start("sleep", "1000");
        AttemptReference attempt = await _bench.RunUnseenAsync("exit 0");
        File.Delete(_bench.PlaygroundOf(attempt.Id).Verdict);
        _bench.Rewrite(attempt, process => process with { ProcessId = stranger.Id, Group = stranger.Id, Started = "17" });
        AttemptReference unheard = attempt with { Handle = "" };

        KillAnswer answer = await _bench.KillAsync(unheard, KillStrength.Kill);
        Verdict verdict = await _bench.VerdictAfterGraceAsync(unheard);
        bool isAlive = Signal.IsAlive(stranger.Id);
        stranger.Kill();

        Assert.Equal(KillAnswer.AlreadyEnded, answer);
        Assert.IsType<Verdict.Lost>(verdict);
        Assert.True(isAlive);
    }

    [Fact]
    public async Task Of_another_host_only_a_verdict_says_anything()
    {
        AttemptReference attempt = await _bench.StartAsync("echo ready; until test -e go; do sleep 0.01; done");
        _bench.Rewrite(attempt, process => process with { Host = "elsewhere", Boot = "another" });
        AttemptReference unheard = attempt with { Handle = "" };

        AttemptObservation running = await _bench.ObserveAsync(unheard);
        KillAnswer answer = await _bench.KillAsync(unheard, KillStrength.Kill);
        _ = _bench.Bench.Directory.Write("go", "");
        await Bench.WaitAsync(() => File.Exists(_bench.PlaygroundOf(attempt.Id).Verdict));

        Assert.Contains("elsewhere", Assert.IsType<AttemptObservation.Unknown>(running).Why, StringComparison.Ordinal);
        Assert.Equal(KillAnswer.Unknown, answer);
        Assert.IsType<Verdict.Exited>(await _bench.VerdictAsync(unheard));
        Assert.Equal(KillAnswer.AlreadyEnded, await _bench.KillAsync(unheard, KillStrength.Kill));
    }

    [Fact]
    public async Task What_was_started_elsewhere_and_can_not_run_any_more_can_be_given_up_by_hand()
    {
        AttemptReference attempt = await _bench.RunUnseenAsync("exit 0");
        File.Delete(_bench.PlaygroundOf(attempt.Id).Verdict);
        _bench.Rewrite(attempt, process => process with { Host = "elsewhere", Boot = "another" });
        AttemptReference unheard = attempt with { Handle = "" };

        string why = Assert.IsType<AttemptObservation.Unknown>(await _bench.ObserveAsync(unheard)).Why;
        using Process typed = Process.Start("sh", ["-c", why[why.IndexOf("touch", StringComparison.Ordinal)..]]);
        await typed.WaitForExitAsync();

        Assert.Equal("it was started on elsewhere and given up", Assert.IsType<Verdict.NodeFailed>(await _bench.VerdictAsync(unheard)).Why);
    }

    [Fact]
    public async Task A_machine_that_is_called_otherwise_now_is_the_same_machine()
    {
        AttemptReference attempt = await _bench.StartAsync("echo ready; sleep 1000");
        DaemonizeBackend renamed = _bench.MakeBackend(_bench.Machine with { Host = "renamed" });

        AttemptObservation running = await Bench.ObserveAsync(renamed, attempt);
        KillAnswer answer = await Bench.KillAsync(renamed, attempt, KillStrength.Terminate);
        Verdict verdict = await Bench.EndAsync(renamed, attempt);

        Assert.IsType<AttemptObservation.Alive>(running);
        Assert.Equal(KillAnswer.Delivered, answer);
        Assert.Equal(15, Assert.IsType<Verdict.Signaled>(verdict).Signal);
    }

    [Fact]
    public async Task A_container_that_is_called_otherwise_sees_other_processes()
    {
        AttemptReference attempt = await _bench.StartAsync("echo ready; sleep 1000");
        DaemonizeBackend other = _bench.MakeBackend(_bench.Machine with { Host = "container", Table = "17" });

        AttemptObservation observation = await Bench.ObserveAsync(other, attempt);
        KillAnswer answer = await Bench.KillAsync(other, attempt, KillStrength.Kill);

        Assert.IsType<AttemptObservation.Unknown>(observation);
        Assert.Equal(KillAnswer.Unknown, answer);
    }

    [Fact]
    public async Task Without_its_playground_a_job_lives_until_its_process_is_gone()
    {
        AttemptReference attempt = await _bench.StartAsync("echo ready; until test -e go; do sleep 0.01; done");
        Directory.Delete(_bench.PlaygroundOf(attempt.Id).Path, recursive: true);

        AttemptObservation running = await _bench.ObserveAsync(attempt);
        AttemptObservation unheard = await _bench.ObserveAsync(attempt with { Handle = "" });
        _ = _bench.Bench.Directory.Write("go", "");
        await MissedAsync(attempt);
        _bench.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.IsType<AttemptObservation.Alive>(running);
        Assert.IsType<AttemptObservation.Alive>(unheard);
        Assert.Contains("so is its playground", Assert.IsType<Verdict.Lost>(await _bench.VerdictAsync(attempt)).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("loop")]
    public async Task A_playground_that_cannot_be_read_says_nothing(string obstacle)
    {
        AttemptReference attempt = await _bench.RunUnseenAsync("exit 3");
        string playground = _bench.PlaygroundOf(attempt.Id).Path;
        Directory.Move(playground, playground + ".aside");
        _ = obstacle == "loop" ? File.CreateSymbolicLink(playground, playground) : Touch(playground);

        ValueList<AttemptObservation> observations =
            await _bench.Backend.ObserveAsync([attempt, attempt with { Handle = "" }], CancellationToken.None);
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        AttemptObservation later = await _bench.ObserveAsync(attempt);
        KillAnswer answer = await _bench.KillAsync(attempt with { Handle = "" }, KillStrength.Terminate);
        File.Delete(playground);
        Directory.Move(playground + ".aside", playground);

        Assert.All([.. observations, later], observation => Assert.IsType<AttemptObservation.Unknown>(observation));
        Assert.Equal(KillAnswer.Unknown, answer);
        Assert.Equal(3, Assert.IsType<Verdict.Exited>(await _bench.VerdictAsync(attempt)).Code);
    }

    [Fact]
    public async Task A_claim_that_nobody_can_understand_is_lost_after_the_grace()
    {
        AttemptReference attempt = await _bench.RunUnseenAsync("exit 0");
        File.Delete(_bench.PlaygroundOf(attempt.Id).Verdict);
        await File.WriteAllTextAsync(_bench.PlaygroundOf(attempt.Id).Process, "");

        Verdict verdict = await _bench.VerdictAfterGraceAsync(attempt with { Handle = "" });

        Assert.Contains("can't be understood", Assert.IsType<Verdict.Lost>(verdict).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forced_to_end_it_was_signaled_for_every_later_engine()
    {
        AttemptReference attempt = await _bench.StartAsync("echo ready; sleep 1000");

        KillAnswer answer = await _bench.KillAsync(attempt, KillStrength.Kill);
        await GoneAsync(DaemonizeBench.Process(attempt).ProcessId);
        Verdict verdict = await Bench.EndAsync(_bench.MakeBackend(), attempt);

        Assert.Equal(KillAnswer.Delivered, answer);
        Assert.Equal(9, Assert.IsType<Verdict.Signaled>(verdict).Signal);
    }

    [Fact]
    public async Task What_left_the_group_is_ended_too()
    {
        AttemptReference attempt = await _bench.StartAsync("setsid sh -c 'echo $$ > pid; echo ready; sleep 1000' & wait");
        int stray = int.Parse(await File.ReadAllTextAsync(_bench.Bench.Directory["pid"]), CultureInfo.InvariantCulture);

        KillAnswer answer = await _bench.KillAsync(attempt, KillStrength.Kill);
        await GoneAsync(stray);

        Assert.Equal(KillAnswer.Delivered, answer);
    }

    [Fact]
    public async Task What_an_orphaned_step_still_does_can_be_ended()
    {
        AttemptReference attempt = await _bench.StartAsync("echo ready; sleep 1000");
        Signal.Send(DaemonizeBench.Process(attempt).ProcessId, Signal.Kill);
        await GoneAsync(DaemonizeBench.Process(attempt).ProcessId);

        KillAnswer answer = await _bench.KillAsync(attempt, KillStrength.Terminate);
        await MissedAsync(attempt);

        Assert.Equal(KillAnswer.Delivered, answer);
        Assert.Equal(KillAnswer.AlreadyEnded, await _bench.KillAsync(attempt, KillStrength.Terminate));
    }

    private static FileInfo Touch(string path)
    {
        File.WriteAllText(path, "");
        return new FileInfo(path);
    }

    private static Task GoneAsync(int process) => Bench.WaitAsync(() => !Signal.IsAlive(process));

    // Its processes are gone, and that was noticed.
    private async Task MissedAsync(AttemptReference attempt)
    {
        while (!((await _bench.ObserveAsync(attempt)) is AttemptObservation.Alive { Detail: var detail } && detail.Contains("waited for", StringComparison.Ordinal)))
        {
            await Task.Delay(5);
        }
    }
}
