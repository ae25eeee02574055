using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Processes;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Daemonize;

[UnsupportedOSPlatform("windows")]
public sealed partial class MonitoredScriptTests
{
    private const int HangUp = 1;

    /// <summary>The shells of this machine that /bin/sh may be elsewhere, with and without /proc.</summary>
    public static TheoryData<string, bool> Shells()
    {
        string[] known = ["/bin/sh", "/bin/dash", "/bin/bash", "/bin/busybox sh"];
        TheoryData<string, bool> shells = [];
        foreach (string shell in known.Where(shell => File.Exists(shell.Split(' ')[0])))
        {
            shells.Add(shell, true);
            if (FindsPs(shell))
            {
                shells.Add(shell, false);
            }
        }

        return shells;
    }

    // One with programs inside may prefer its own `ps`, which looks into /proc and takes no process: there is none like it where /proc is not.
    private static bool FindsPs(string shell)
    {
        string[] words = [.. shell.Split(' '), "-c", "ps -o pgid= -p $$ 2> /dev/null"];
        using Process process = Process.Start(words[0], words[1..]);
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    [Fact]
    public async Task The_script_holds_all_that_it_needs()
    {
        Attempt attempt = new()
        {
            Id = new AttemptId(new RunId("9f", 7), new TargetId("src/a:it's"), 2),
            ProjectDirectory = "/project",
            Steps =
            [
                new Step.Shell("echo \"$HOME\"\n  cat 'a b'", ["sh", "-eu", "-c"]) { Name = "it's\tone" },
                new Step.Exec(["cc", "-c", "main file.c", ""]) { Name = "two" },
                new Step.Exec(["./a=b", "*"]),
            ],
            Directory = "/project/my dir",
            Environment = [new NamedValue("LEVEL", "2"), new NamedValue("A B", "it's\nhere"), new NamedValue("TZ", "UTC")],
            StandardInput = "/project/in.txt",
            StandardOutput = "/project/$out.txt",
            LogPath = "/project/log",
        };
        Playground playground = new PlaygroundRoot("/project/.ketrew/playgrounds").Of(attempt.Id);
        StepSurroundings surroundings =
            new(new ProgramLookup(), attempt.Directory, attempt.StandardInput, [.. Bench.BaseSet, .. attempt.Environment], AttemptMarks.Of(attempt, playground.Path));

        string script = MonitoredScript.Create(
            attempt, "# content 1234", playground, surroundings, new Machine("node-7", "", true), "/sys/fs/cgroup/job/memory.events");

        await Verify(script);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Every_shell_leaves_the_same_record_and_verdict(string shell, bool hasProcessFiles)
    {
        DaemonizeBench bench = new(Machine.Read("testhost", hasProcessFiles) with { Shell = [.. shell.Split(' ')] });
        Attempt attempt = bench.NewAttempt("") with
        {
            Steps = [Bench.Shell("echo 1") with { Name = "first" }, Bench.Shell("kill -SEGV $$") with { Name = "a\tb" }, Bench.Shell("echo 3")],
        };

        Verdict verdict = await bench.Bench.RunAsync(attempt);
        Playground playground = bench.PlaygroundOf(attempt.Id);
        string text = await File.ReadAllTextAsync(Path.Combine(playground.Path, "record")) + (await File.ReadAllTextAsync(playground.Verdict)).TrimEnd();
        string process = (await File.ReadAllTextAsync(playground.Process)).TrimEnd();
        await bench.Bench.DisposeAsync();

        Assert.Equal(new Verdict.Signaled(11) { Step = "a\tb" }, verdict with { Usage = default });
        await Verify(Time().Replace(Spent().Replace(text.Replace(process, "PROCESS", StringComparison.Ordinal), "0m0s"), "TIME"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Every_shell_tells_by_which_signal_it_was_asked_to_end(string shell, bool hasProcessFiles)
    {
        DaemonizeBench bench = new(Machine.Read("testhost", hasProcessFiles) with { Shell = [.. shell.Split(' ')] });
        AttemptReference attempt = await bench.StartAsync(
            "trap 'echo clean; exit 0' HUP; (trap 'sleep 0.2; echo late; exit' HUP; echo ready; while true; do sleep 0.01; done) & wait");

        Signal.Send(-DaemonizeBench.Process(attempt).Group, HangUp);
        Verdict verdict = await Bench.EndAsync(bench.Backend, attempt);
        string log = bench.Bench.Log();
        string text = await File.ReadAllTextAsync(bench.PlaygroundOf(attempt.Id).Verdict);
        await bench.Bench.DisposeAsync();

        // Who leaves in peace because it was asked to has not done its work; all of the group was waited for.
        Assert.Equal(1, Assert.IsType<Verdict.Signaled>(verdict).Signal);
        Assert.Contains("\nasked\t1\n", text, StringComparison.Ordinal);
        Assert.Contains("clean\n", log, StringComparison.Ordinal);
        Assert.Contains("late\n", log, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_stranger_of_the_same_number_is_told_apart_in_every_way_to_look(string shell, bool hasProcessFiles)
    {
        DaemonizeBench bench = new(Machine.Read("testhost", hasProcessFiles) with { Shell = [.. shell.Split(' ')] });
        AttemptReference attempt = await bench.StartAsync("echo ready; sleep 1000");
        using Process sleeper = Process.Start("sleep", "1000");
        JobProcess process = DaemonizeBench.Process(attempt);
        JobProcess stranger = process with { ProcessId = sleeper.Id, Group = sleeper.Id, Started = "17" };

        AttemptObservation own = await bench.ObserveAsync(attempt);
        KillAnswer strangers = await bench.KillAsync(new AttemptReference(attempt.Id with { Number = 2 }, stranger.ToHandle()), KillStrength.Kill);
        KillAnswer owns = await bench.KillAsync(attempt, KillStrength.Terminate);
        Verdict verdict = await Bench.EndAsync(bench.Backend, attempt);
        bool isAlive = Signal.IsAlive(sleeper.Id);
        sleeper.Kill();
        await bench.Bench.DisposeAsync();

        Assert.Equal($"process {process.ProcessId}", Assert.IsType<AttemptObservation.Alive>(own).Detail);
        Assert.Equal((KillAnswer.AlreadyEnded, KillAnswer.Delivered), (strangers, owns));
        Assert.Equal(15, Assert.IsType<Verdict.Signaled>(verdict).Signal);
        Assert.True(isAlive);
    }

    [Fact]
    public async Task A_kill_that_the_kernel_counts_is_a_lack_of_memory()
    {
        DaemonizeBench bench = new();
        string counter = bench.Bench.Directory.Write("vmstat", "nr_free_pages 17\noom_kill 4\n");
        DaemonizeBackend backend = bench.MakeBackend(counter);
        Listener listener = new();

        backend.Start([bench.NewAttempt("echo oom_kill 5 > vmstat; kill -KILL $$")], listener);
        Verdict verdict = await Bench.EndAsync(backend, await listener.StartedAsync());
        await bench.Bench.DisposeAsync();

        Assert.IsType<Verdict.OutOfMemory>(verdict);
    }

    [Fact]
    public async Task A_kill_of_the_step_alone_is_told_by_the_script()
    {
        DaemonizeBench bench = new();
        AttemptReference attempt = await bench.RunUnseenAsync("kill -KILL $$");

        Verdict verdict = await bench.VerdictAsync(attempt);
        await bench.Bench.DisposeAsync();

        Assert.Equal(9, Assert.IsType<Verdict.Signaled>(verdict).Signal);
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")]
    private static partial Regex Time();

    [GeneratedRegex(@"\d+m\d+\.\d+s")]
    private static partial Regex Spent();
}
