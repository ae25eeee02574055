using System.Globalization;
using System.Runtime.Versioning;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Tests.Contract;

/// <summary>How a backend runs steps, and what it tells of how they ended.</summary>
[UnsupportedOSPlatform("windows")]
public abstract class BackendContractTests<TBackend> : ContractTests<TBackend>
    where TBackend : IBackend
{
    /// <summary>What steps see besides, of whoever gave them their part of a machine.</summary>
    protected virtual ValueList<string> FurtherVariables => [];

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("exit 127", 127)]
    [InlineData("exit 255", 255)]
    public async Task An_exit_code_is_told(string script, int code)
    {
        Verdict verdict = await Work.RunAsync(Bench.Shell(script));

        Assert.Equal(code, Assert.IsType<Verdict.Exited>(verdict).Code);
    }

    [Theory]
    [InlineData("USR1", 10)]
    [InlineData("SEGV", 11)]
    [InlineData("TERM", 15)]
    public async Task A_signal_is_told(string name, int signal)
    {
        Verdict verdict = await Work.RunAsync(Bench.Shell($"kill -{name} $$"), Bench.Shell("echo never"));

        Assert.Equal(signal, Assert.IsType<Verdict.Signaled>(verdict).Signal);
    }

    [Fact]
    public async Task What_is_printed_goes_to_the_log_in_order()
    {
        _ = await Work.RunAsync(Bench.Shell("echo out; echo err >&2; echo out again"));

        Assert.Equal("out\nerr\nout again\n", Work.Log());
    }

    [Fact]
    public async Task Steps_run_one_after_the_other_until_one_fails_and_are_named_in_the_log()
    {
        Verdict verdict = await Work.RunAsync(
            Bench.Shell("echo 1") with { Name = "first" }, Bench.Shell("echo 2; exit 3") with { Name = "the 'second'\tone\\" }, Bench.Shell("echo 4"));

        Assert.Equal("the 'second'\tone\\", verdict.Step);
        Assert.Equal(3, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("--- first\n1\n--- the 'second'\tone\\\n2\n", Work.Log());
    }

    [Fact]
    public async Task A_step_does_not_change_where_the_next_one_stands()
    {
        _ = await Work.RunAsync(Bench.Shell("cd /; export A=1; set -e"), Bench.Shell("pwd; echo [$A]; false; exit 0"));

        Assert.Equal($"{Work.Directory.FullPath}\n[]\n", Work.Log());
    }

    [Fact]
    public async Task Standard_input_and_output_are_files_and_errors_stay_in_the_log()
    {
        _ = Work.Directory.Write("in.txt", "hello");
        _ = Work.Directory.Write("out.txt", "a longer text from before");

        _ = await Work.RunAsync(
            attempt => attempt with { StandardInput = Work.Directory["in.txt"], StandardOutput = Work.Directory["out.txt"] },
            Bench.Shell("cat; echo oops >&2"),
            Bench.Shell("echo more"));

        Assert.Equal("hellomore\n", await File.ReadAllTextAsync(Work.Directory["out.txt"]));
        Assert.Equal("oops\n", Work.Log());
    }

    [Fact]
    public async Task Without_standard_input_there_is_nothing_to_read()
    {
        Verdict verdict = await Work.RunAsync(Bench.Shell("cat; exit 5"));

        Assert.Equal(5, Assert.IsType<Verdict.Exited>(verdict).Code);
    }

    [Fact]
    public async Task The_environment_is_the_base_set_the_targets_own_and_the_marks()
    {
        Environment.SetEnvironmentVariable("KETREW_TEST_LEAK", "leaked");

        _ = await Work.RunAsync(
            attempt => attempt with { Environment = [new NamedValue("A LEVEL", "it's\n2"), new NamedValue("TZ", "UTC"), new NamedValue("KETREW_TARGET", "mine")] },
            new Step.Exec(["env", "-0"]));

        string[] variables =
        [
            .. Work.Log().Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line[0] != 'K' && !FurtherVariables.Contains(line.Split('=')[0])).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(["A LEVEL=it's\n2", "PATH=/usr/local/bin:/usr/bin:/bin", "TZ=UTC"], variables);
        Assert.Contains($"KETREW_RUN={Work.Run}\0", Work.Log(), StringComparison.Ordinal);
        Assert.Contains("KETREW_TARGET=src/a:t\0", Work.Log(), StringComparison.Ordinal);
        Assert.Contains("KETREW_ATTEMPT=1\0", Work.Log(), StringComparison.Ordinal);
        Assert.DoesNotContain("mine", Work.Log(), StringComparison.Ordinal);
        Assert.DoesNotContain("LEAK", Work.Log(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_reach_the_program_as_they_are()
    {
        _ = await Work.RunAsync(new Step.Exec(["printf", "[%s]", "a b", "$HOME", "", "ü", "it's", "a\nb", "*", "\\", "-n"]));

        Assert.Equal("[a b][$HOME][][ü][it's][a\nb][*][\\][-n]", Work.Log());
    }

    [Theory]
    [InlineData("greet")]
    [InlineData("a=b")]
    public async Task Programs_are_found_by_the_path_of_the_target(string name)
    {
        string program = Work.Directory.Write($"tools/{name}", "#!/bin/sh\necho hi $1\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Verdict verdict = await Work.RunAsync(
            attempt => attempt with { Environment = [new NamedValue("PATH", $"{Work.Directory["tools"]}:/usr/bin:/bin")] }, new Step.Exec([name, "you"]));

        Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("hi you\n", Work.Log());
    }

    [Fact]
    public async Task Tools_of_the_target_that_are_called_like_the_systems_are_for_the_target_only()
    {
        foreach (string name in (string[])["date", "mv", "mkdir", "dd", "env", "sh"])
        {
            File.SetUnixFileMode(Work.Directory.Write($"tools/{name}", "#!/bin/sh\necho mine\n"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Verdict verdict = await Work.RunAsync(
            attempt => attempt with { Environment = [new NamedValue("PATH", $"{Work.Directory["tools"]}:/usr/bin:/bin")] }, new Step.Exec(["date"]));

        Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("mine\n", Work.Log());
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_refused_with_the_path_that_was_searched()
    {
        Attempt attempt = Work.NewAttempt(new Step.Exec(["no-such-program-anywhere"]));
        Listener listener = await Work.StartAsync(attempt);
        Verdict verdict = listener.HasEnded ? await listener.EndedAsync() : await Work.EndAsync(listener, attempt.Id);

        Assert.Equal(
            "there is no program `no-such-program-anywhere` in PATH (/usr/local/bin:/usr/bin:/bin)", Assert.IsType<Verdict.StartRefused>(verdict).Message);
        Assert.Single(listener.Calls);
    }

    [Fact]
    public async Task A_program_of_a_later_step_may_be_made_by_an_earlier_one_and_is_refused_when_it_was_not()
    {
        Verdict verdict = await Work.RunAsync(
            Bench.Shell("printf '#!/bin/sh\\necho made\\n' > made; chmod +x made"),
            new Step.Exec(["./made"]),
            new Step.Exec(["./forgotten"]) with { Name = "last" });

        Assert.Contains("/forgotten", Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
        Assert.Equal("last", verdict.Step);
        Assert.Equal("made\n--- last\n", Work.Log());
    }

    [Fact]
    public async Task A_directory_that_does_not_exist_is_named()
    {
        string nowhere = Work.Directory["nowhere"];

        Verdict verdict = await Work.RunAsync(attempt => attempt with { Directory = nowhere }, Bench.Shell("true"));

        Assert.Equal($"the directory {nowhere} doesn't exist", Assert.IsType<Verdict.StartRefused>(verdict).Message);
    }

    [Fact]
    public async Task A_standard_input_that_does_not_exist_is_named()
    {
        string nothing = Work.Directory["nothing"];

        Verdict verdict = await Work.RunAsync(attempt => attempt with { StandardInput = nothing }, Bench.Shell("true"));

        Assert.Equal($"the standard input {nothing} doesn't exist", Assert.IsType<Verdict.StartRefused>(verdict).Message);
    }

    [Fact]
    public async Task Signals_that_the_engine_ignores_are_not_ignored_in_children()
    {
        // The runtime ignores SIGPIPE, shells ignore interrupts for background jobs. Signals above 31 are the C library's own business.
        _ = await Work.RunAsync(new Step.Exec(["sed", "-n", "s/^SigIgn:.*\\(........\\)$/\\1/p", "/proc/self/status"]));

        Assert.Equal(0, int.Parse(Work.Log(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & int.MaxValue);
    }

    [Fact]
    public async Task Processor_time_is_told()
    {
        Verdict verdict = await Work.RunAsync(Bench.Shell("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done"));

        Assert.InRange(verdict.Usage.UserTime, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
    }
}
