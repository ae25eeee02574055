using System.Globalization;
using System.Runtime.Versioning;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Contract;

/// <summary>What every backend promises of the commands that conditions are.</summary>
[UnsupportedOSPlatform("windows")]
public abstract class ProbeContractTests<TBackend> : ContractTests<TBackend>
    where TBackend : IBackend
{
    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("test -e there", 0)]
    [InlineData("test -e elsewhere", 1)]
    public async Task The_exit_code_answers(string text, int code)
    {
        _ = Work.Directory.Write("there", "");

        Verdict verdict = await ProbeAsync(Bench.Shell(text));

        Assert.Equal(code, Assert.IsType<Verdict.Exited>(verdict).Code);
    }

    [Fact]
    public async Task A_signal_is_no_answer()
    {
        Verdict verdict = await ProbeAsync(Bench.Shell("kill -USR1 $$") with { Name = "ask" });

        Assert.Equal(10, Assert.IsType<Verdict.Signaled>(verdict).Signal);
        Assert.Equal("ask", verdict.Step);
    }

    [Fact]
    public async Task It_sees_the_base_set_and_its_own_variables_and_reads_and_prints_nothing()
    {
        Environment.SetEnvironmentVariable("KETREW_TEST_LEAK", "leaked");

        Verdict verdict = await Work.Backend.ProbeAsync(
            new Probe(
                Bench.Shell("env | grep -v -e ^PWD= -e ^_= -e ^OLDPWD= -e ^SHLVL= | sort > seen; cat; echo printed; echo err >&2"),
                Work.Directory.FullPath,
                [new NamedValue("LEVEL", "2"), new NamedValue("TZ", "UTC")]),
            CancellationToken.None);

        Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("LEVEL=2\nPATH=/usr/local/bin:/usr/bin:/bin\nTZ=UTC\n", await File.ReadAllTextAsync(Work.Directory["seen"]));
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_refused_with_the_path_that_was_searched()
    {
        Verdict verdict = await ProbeAsync(new Step.Exec(["no-such-program-anywhere"]));

        Assert.StartsWith(
            "there is no program `no-such-program-anywhere` in PATH", Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_does_not_exist_is_named()
    {
        string nowhere = Work.Directory["nowhere"];

        Verdict verdict = await Work.Backend.ProbeAsync(new Probe(Bench.Shell("true"), nowhere, []), CancellationToken.None);

        Assert.Equal($"the directory {nowhere} doesn't exist", Assert.IsType<Verdict.StartRefused>(verdict).Message);
    }

    [Fact]
    public async Task Cancelling_ends_it_with_all_that_it_started()
    {
        using CancellationTokenSource cancellation = new();
        Task<Verdict> probe = Work.Backend.ProbeAsync(
            new Probe(
                Bench.Shell("trap '' TERM; (echo $$ >> pids; sh -c 'echo $$ >> pids; echo > ready; sleep 1000' & wait) & wait"), Work.Directory.FullPath, []),
            cancellation.Token);
        await Work.Directory.WaitForAsync("ready");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);
        await AllEndedAsync();
    }

    [Fact]
    public async Task What_it_leaves_in_the_background_is_ended_with_it()
    {
        Verdict verdict = await ProbeAsync(Bench.Shell("(sh -c 'echo $$ >> pids; echo > ready; sleep 1000' &); until test -e ready; do sleep 0.01; done"));

        Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code);
        await AllEndedAsync();
    }

    [Fact]
    public async Task Many_run_at_once()
    {
        IEnumerable<Task<Verdict>> probes = Enumerable.Range(0, 200).Select(i => ProbeAsync(Bench.Shell($"exit {i}")));

        Verdict[] verdicts = await Task.WhenAll(probes);

        Assert.Equal(Enumerable.Range(0, 200), verdicts.Select(verdict => Assert.IsType<Verdict.Exited>(verdict).Code));
    }

    private Task<Verdict> ProbeAsync(Step step) => Work.Backend.ProbeAsync(new Probe(step, Work.Directory.FullPath, []), CancellationToken.None);

    private async Task AllEndedAsync()
    {
        int[] processes = [.. File.ReadLines(Work.Directory["pids"]).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
        Assert.NotEmpty(processes);
        await Bench.WaitAsync(() => !processes.Any(Signal.IsAlive));
    }
}
