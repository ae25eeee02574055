using System.Globalization;
using System.Runtime.Versioning;
using Ketrew.Backends.Containers;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Local;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Containers;

/// <summary>What backends that start processes promise of attempts that run in a container: with a real podman.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ContainedAttemptTests(Podman podman) : IClassFixture<Podman>, IAsyncLifetime
{
    private Bench? _bench;

    private Bench Work => _bench ?? throw new InvalidOperationException("No backend was chosen.");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _bench?.DisposeAsync() ?? Task.CompletedTask;

    [PodmanTheory]
    [InlineData("local")]
    [InlineData("daemonize")]
    public async Task Steps_run_in_the_image_and_see_the_project_where_it_is(string kind)
    {
        Use(kind);
        _ = Work.Directory.Write("work/in.txt", "hello");

        Verdict verdict = await Work.RunAsync(
            attempt => Contained(attempt) with { ProjectDirectory = Work.Directory.FullPath, Directory = Work.Directory["work"] },
            Bench.Shell("cat /etc/from; pwd; cat in.txt > ../out.txt; test ! -e /usr") with { Name = "first" },
            new Step.Exec(["printf", "%s|", "it's", "a b", "", "$X\n"]) with { Name = "second" });

        Assert.True(verdict is Verdict.Exited { Code: 0 }, $"{verdict}: {Work.Log()}");
        Assert.Equal($"--- first\nimage\n{Work.Directory["work"]}\n--- second\nit's|a b||$X\n|", Work.Log());
        Assert.Equal("hello", await File.ReadAllTextAsync(Work.Directory["out.txt"]));
    }

    [PodmanTheory]
    [InlineData("local")]
    [InlineData("daemonize")]
    public async Task Variables_are_the_images_the_targets_and_the_marks(string kind)
    {
        Use(kind);

        _ = await Work.RunAsync(
            attempt => Contained(attempt) with
            {
                Environment =
                [
                    new NamedValue("A LEVEL", "it's\n2"), new NamedValue("SECRET", "s\n3"), new NamedValue("LD_PRELOAD", "/no such library"),
                    new NamedValue("PATH", "/bin:/mine"), new NamedValue("KETREW_TARGET", "mine"),
                ],
            },
            new Step.Exec(["env", "-0"]));

        string[] variables = [.. Work.Log().Split('\0').Where(variable => !variable.StartsWith("HOSTNAME=", StringComparison.Ordinal))];
        Assert.Contains("A LEVEL=it's\n2", variables);
        Assert.Contains("SECRET=s\n3", variables);
        Assert.Contains("LD_PRELOAD=/no such library", variables);
        Assert.Contains("PATH=/bin:/mine", variables);
        Assert.Contains("KETREW_TARGET=src/a:t", variables);
        Assert.Contains($"KETREW_RUN={Work.Run}", variables);
        Assert.DoesNotContain("TZ=Europe/Paris", variables);
    }

    [PodmanTheory]
    [InlineData("local")]
    [InlineData("daemonize")]
    public async Task What_may_be_a_secret_is_in_no_arguments(string kind)
    {
        Use(kind);
        AttemptReference attempt = await Work.StartAsync(
            Contained(Work.NewAttempt(Bench.Shell("echo ready; sleep 1000"))) with { Environment = [new NamedValue("TOKEN", "s3cr3t-7")] }, "ready");

        IEnumerable<string> arguments = Directory.EnumerateDirectories("/proc").Select(process => Path.Combine(process, "cmdline")).Where(File.Exists).Select(ReadOrNothing);

        Assert.Contains(arguments, line => line.Contains(ContainedSteps.NameOf(attempt.Id, 0), StringComparison.Ordinal));
        Assert.DoesNotContain(arguments, line => line.Contains("s3cr3t-7", StringComparison.Ordinal));
    }

    [PodmanTheory]
    [InlineData("local", "exit 3", 3)]
    [InlineData("local", "exit 125", 125)]
    [InlineData("local", "exit 127", 127)]
    [InlineData("daemonize", "exit 3", 3)]
    [InlineData("daemonize", "exit 125", 125)]
    [InlineData("daemonize", "exit 127", 127)]
    public async Task An_exit_code_is_told_also_where_the_container_program_has_the_same(string kind, string script, int code)
    {
        Use(kind);

        Verdict verdict = await Work.RunAsync(Contained, Bench.Shell(script));

        Assert.Equal(code, Assert.IsType<Verdict.Exited>(verdict).Code);
    }

    [PodmanTheory]
    [InlineData("local")]
    [InlineData("daemonize")]
    public async Task A_signal_is_told(string kind)
    {
        Use(kind);

        Verdict verdict = await Work.RunAsync(Contained, Bench.Shell("kill -USR1 $$"), Bench.Shell("exit 3"));

        Assert.Equal(10, Assert.IsType<Verdict.Signaled>(verdict).Signal);
    }

    [PodmanTheory]
    [InlineData("local")]
    [InlineData("daemonize")]
    public async Task Standard_input_and_output_are_files_and_errors_stay_in_the_log(string kind)
    {
        Use(kind);
        _ = Work.Directory.Write("in.txt", "hello");

        _ = await Work.RunAsync(
            attempt => Contained(attempt) with { StandardInput = Work.Directory["in.txt"], StandardOutput = Work.Directory["out.txt"] },
            Bench.Shell("cat; echo oops >&2"),
            Bench.Shell("echo more"));

        Assert.Equal("hellomore\n", await File.ReadAllTextAsync(Work.Directory["out.txt"]));
        Assert.Equal("oops\n", Work.Log());
    }

    [PodmanTheory]
    [InlineData("local")]
    [InlineData("daemonize")]
    public async Task Volumes_and_options_are_passed_on(string kind)
    {
        Use(kind);
        using TemporaryDirectory other = new();
        _ = other.Write("data", "far away");

        _ = await Work.RunAsync(
            attempt => attempt with
            {
                Container = new Container(Podman.Image)
                {
                    Volumes = [other.FullPath, $"{other.FullPath}:/there:ro"],
                    Options = ["--network", "none", "--env", "MORE=1"],
                },
            },
            Bench.Shell($"cat {other["data"]} /there/data; echo $MORE; echo no 2> /dev/null > /there/data || echo read-only; ls /sys/class/net"));

        Assert.Equal("far awayfar away1\nread-only\nlo\n", Work.Log());
    }

    [PodmanTheory]
    [InlineData("local")]
    [InlineData("daemonize")]
    public async Task An_image_that_is_not_there_is_a_refusal_in_the_words_of_the_program(string kind)
    {
        Use(kind);

        Verdict verdict = await Work.RunAsync(
            attempt => attempt with { Container = new Container("localhost/nosuch:1") { Options = ["--pull", "never"] } }, Bench.Shell("true") with { Name = "only" });

        Assert.Equal("localhost/nosuch:1: image not known", Assert.IsType<Verdict.StartRefused>(verdict).Message);
        Assert.Equal("only", verdict.Step);
    }

    [PodmanTheory]
    [InlineData("local", "no-such-program", "No such file or directory")]
    [InlineData("local", "/etc/from", "Permission denied")]
    [InlineData("daemonize", "no-such-program", "No such file or directory")]
    [InlineData("daemonize", "/etc/from", "Permission denied")]
    public async Task A_program_that_is_not_in_the_image_is_a_refusal(string kind, string program, string words)
    {
        Use(kind);

        Verdict verdict = await Work.RunAsync(Contained, Bench.Shell("true"), new Step.Exec([program]) with { Name = "second" });

        Assert.EndsWith($"failed to exec pid1: {words}", Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
        Assert.Equal("second", verdict.Step);
    }

    [PodmanTheory]
    [InlineData("local")]
    [InlineData("daemonize")]
    public async Task Without_a_container_program_the_attempt_is_refused(string kind)
    {
        Use(kind, "no-such-podman");

        Verdict verdict = await Work.RunAsync(Contained, Bench.Shell("true"));

        Assert.Equal(
            "there is no program `no-such-podman` in PATH (/usr/local/bin:/usr/bin:/bin)",
            Assert.IsType<Verdict.StartRefused>(verdict).Message.Replace("/usr/sbin:/sbin:", "", StringComparison.Ordinal).Replace("/usr/bin:/bin:/usr/local", "/usr/local", StringComparison.Ordinal));
    }

    [PodmanTheory]
    [InlineData("local")]
    [InlineData("daemonize")]
    public async Task A_container_of_the_name_keeps_the_step_from_running_twice(string kind)
    {
        Use(kind);
        Attempt attempt = Contained(Work.NewAttempt(Bench.Shell("echo twice")));
        _ = podman.Ask("create", "--name", ContainedSteps.NameOf(attempt.Id, 0), Podman.Image, "true");

        Verdict verdict = await Work.RunAsync(attempt);
        _ = podman.Ask("rm", ContainedSteps.NameOf(attempt.Id, 0));

        Assert.Contains("is already in use", Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("twice", Work.Log(), StringComparison.Ordinal);
    }

    [PodmanTheory]
    [InlineData("local", "exit 0", "Signaled")]
    [InlineData("local", "exit 3", "Exited")]
    [InlineData("daemonize", "exit 0", "Signaled")]
    [InlineData("daemonize", "exit 3", "Exited")]
    public async Task Asking_to_end_reaches_all_in_the_container_and_waits_until_they_have_cleaned_up(string kind, string end, string verdict)
    {
        Use(kind);
        Attempt attempt = Contained(Work.NewAttempt(Bench.Shell(
            $"trap 'wait; {end}' TERM; (trap 'sleep 0.2; echo cleaned; exit' TERM; echo ready; while true; do sleep 0.01; done) & wait")));
        Listener listener = await Work.StartAsync(attempt);
        await Work.LogAsync("ready");

        KillAnswer answer = await Bench.KillAsync(Work.Backend, new AttemptReference(attempt.Id, ""), KillStrength.Terminate);
        Verdict said = await Work.EndAsync(listener, attempt.Id);

        Assert.Equal(KillAnswer.Delivered, answer);
        Assert.Equal(verdict, said.GetType().Name);
        Assert.Contains("cleaned\n", Work.Log(), StringComparison.Ordinal);
    }

    [PodmanTheory]
    [InlineData("local")]
    [InlineData("daemonize")]
    public async Task Force_ends_what_does_not_want_to_and_its_container_is_gone(string kind)
    {
        Use(kind);
        Attempt attempt = Contained(Work.NewAttempt(Bench.Shell("trap '' TERM; setsid sh -c \"trap '' TERM; sleep 1000\" & echo ready; while true; do sleep 0.01; done")));
        Listener listener = await Work.StartAsync(attempt);
        await Work.LogAsync("ready");
        AttemptReference reference = await listener.StartedAsync();

        _ = await Bench.KillAsync(Work.Backend, reference, KillStrength.Terminate);
        AttemptObservation asked = await Bench.ObserveAsync(Work.Backend, reference);
        _ = await Bench.KillAsync(Work.Backend, reference, KillStrength.Kill);
        Verdict verdict = await Work.EndAsync(listener, attempt.Id);

        Assert.IsType<AttemptObservation.Alive>(asked);
        Assert.Equal(9, Assert.IsType<Verdict.Signaled>(verdict).Signal);
        await Bench.WaitAsync(() => !podman.Ask("ps", "--all", "--format", "{{.Names}}").Contains(ContainedSteps.NameOf(attempt.Id, 0), StringComparison.Ordinal));
    }

    [PodmanTheory]
    [InlineData("local")]
    [InlineData("daemonize")]
    public async Task Another_engine_finds_what_runs_in_a_container_and_ends_it(string kind)
    {
        Use(kind);
        Attempt attempt = Contained(Work.NewAttempt(Bench.Shell("echo ready; sleep 1000"))) with { ProjectDirectory = Work.Directory.FullPath };
        AttemptReference reference = await Work.StartAsync(attempt, "ready") with { Handle = "" };
        IBackend later = Work.MakeBackend();

        AttemptObservation before = await Bench.ObserveAsync(later, reference);
        var found = await later.FindAsync(Work.Run.Project, Work.Directory.FullPath, CancellationToken.None);
        KillAnswer answer = await Bench.KillAsync(later, reference, KillStrength.Terminate);
        Verdict verdict = await Bench.EndAsync(later, reference);

        Assert.IsType<AttemptObservation.Alive>(before);
        Assert.Equal([attempt.Id], found.Select(one => one.Id));
        Assert.Equal(KillAnswer.Delivered, answer);
        Assert.True(verdict is Verdict.Lost or Verdict.Signaled, $"{verdict}");
    }

    [PodmanTheory]
    [InlineData("local")]
    [InlineData("daemonize")]
    public async Task When_nobody_hears_any_more_how_a_container_ends_the_attempt_fails_instead_of_waiting_for_ever(string kind)
    {
        Use(kind);
        Attempt attempt = Contained(Work.NewAttempt(Bench.Shell("echo ready; sleep 1000")));
        Listener listener = await Work.StartAsync(attempt);
        await Work.LogAsync("ready");
        string conmon = podman.Ask("inspect", ContainedSteps.NameOf(attempt.Id, 0), "--format", "{{.State.ConmonPid}}");

        Signal.Send(int.Parse(conmon, CultureInfo.InvariantCulture), Signal.Kill);
        Verdict verdict = await Work.EndAsync(listener, attempt.Id);

        Assert.True(verdict is Verdict.Exited { Code: 125 }, $"{verdict}: {Work.Log()}");
        Assert.Contains("conmon was ended", Work.Log(), StringComparison.Ordinal);
        Assert.Equal("", podman.Ask("ps", "--all", "--quiet", "--filter", $"name={ContainedSteps.NameOf(attempt.Id, 0)}"));
    }

    private static Attempt Contained(Attempt attempt) => attempt with { Container = new Container(Podman.Image) };

    private static string ReadOrNothing(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private void Use(string kind, string? program = null) => _bench = new Bench(bench => kind == "local"
        ? new LocalBackend(Bench.BaseSet, "testhost", TimeProvider.System) { ContainerProgram = program ?? podman.Program }
        : new DaemonizeBackend(bench.Directory["playgrounds"], Bench.BaseSet, "testhost", TimeProvider.System) { ContainerProgram = program ?? podman.Program });
}
