using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Pbs;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Backends.Tests.Transcripts;

namespace Ketrew.Backends.Tests.Pbs;

/// <summary>The emulator answers as the recorded OpenPBS did.</summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class PbsEmulatorTests : IDisposable
{
    private readonly PbsEmulator _pbs = new();

    public void Dispose() => _pbs.Dispose();

    [Theory]
    [InlineData("01-basic.txt", "qsub --version; qstat --version", "qsub --version")]
    [InlineData("01-basic.txt", "qsub -q nosuch ok.sh", "qsub -q nosuch -- true")]
    [InlineData("01-basic.txt", "qsub -l walltime=bad ok.sh", "qsub -l walltime=bad -- true")]
    [InlineData("01-basic.txt", "qsub -l nosuchresource=1 ok.sh", "qsub -l nosuchresource=1 -- true")]
    [InlineData("01-basic.txt", "qsub -l select=1:nosuch=1 ok.sh", "qsub -l select=1:nosuch=1 -- true")]
    [InlineData("01-basic.txt", "qsub nosuchfile.sh", "qsub nosuchfile.sh")]
    [InlineData("01-basic.txt", "qsub -N \"bad name with spaces\" ok.sh", "qsub -N 'bad name with spaces' -- true")]
    [InlineData("01-basic.txt", "qstat 99999.pbs1", "qstat 99999.pbs1")]
    [InlineData("01-basic.txt", "qstat -f -F json 99999.pbs1", "qstat -f -F json 99999.pbs1")]
    [InlineData("01-basic.txt", "qstat notanid", "qstat notanid")]
    [InlineData("01-basic.txt", "qstat 1.otherserver", "qstat 1.otherserver")]
    [InlineData("01-basic.txt", "qdel 99999", "qdel 99999")]
    [InlineData("01-basic.txt", "qdel notanid", "qdel notanid")]
    [InlineData("03-more.txt", "qselect -u ci -s QRH", "qselect -u ci")]
    public async Task Complaints_are_those_that_were_recorded(string file, string recorded, string command)
    {
        CommandOutcome expected = Transcript.Load($"pbs/{file}").Outcome(recorded);

        CommandOutcome outcome = await _pbs.AskAsync(command);

        Assert.Equal(Plain(expected with { Output = recorded.Contains(';', StringComparison.Ordinal) ? "pbs_version = 23.06.06\n" : expected.Output }), Plain(outcome));
    }

    [Theory]
    [InlineData("qstat 43.pbs1", "qstat 43.pbs1")]
    [InlineData("su ci -c 'qsub ok.sh'", "qsub -- true")]
    [InlineData("qdel 43.pbs1", "qdel 43.pbs1")]
    public async Task A_server_that_is_down_is_one(string recorded, string command)
    {
        _pbs.Break("down");

        Assert.Equal(Plain(Transcript.Load("pbs/04-daemons.txt").Outcome(recorded)), Plain(await _pbs.AskAsync(command)));
    }

    [Fact]
    public async Task Without_history_a_job_that_ended_is_unknown_and_the_history_says_so_with_success()
    {
        _pbs.Break("no-history");
        _ = await _pbs.AskAsync("qsub -- true");
        await GoneAsync();

        Transcript recorded = Transcript.Load("pbs/01-basic.txt");
        Assert.Equal(Plain(recorded.Outcome("qstat -f 1.pbs1", 1)), Plain(await _pbs.AskAsync("qstat -f 1.pbs1")));
        Assert.Equal(Plain(recorded.Outcome("qstat -x -f -F json 1.pbs1", 1)), Plain(await _pbs.AskAsync("qstat -x -f -F json 1.pbs1")));
    }

    [Fact]
    public async Task With_history_a_job_that_ended_is_told_to_be_asked_for_differently()
    {
        _ = await _pbs.AskAsync("qsub -- true");
        await GoneAsync();

        CommandOutcome expected = Transcript.Load("pbs/02-history-endstates.txt").Outcome("qstat -f -F json 12.pbs1");
        Assert.Equal(Plain(expected).Replace("12.pbs1", "1.pbs1", StringComparison.Ordinal), Plain(await _pbs.AskAsync("qstat -f -F json 1.pbs1")));
    }

    [Theory]
    [InlineData("-- /bin/sh -c 'exit 3'", "13.pbs1")]
    [InlineData("-- /bin/sh -c 'kill -9 $$'", "14.pbs1")]
    [InlineData("-- /bin/sh -c 'exit 143'", "15.pbs1")]
    public async Task Ends_are_told_as_they_were_recorded(string words, string job)
    {
        PbsScheduler scheduler = new(new PbsSettings());
        string lines = "job_state|substate|Exit_status|comment|history_timestamp|run_count|Hold_Types|stime|obittime|eligible|resources_used|exec_host|Job_Name";
        CommandOutcome expected = Transcript.Load("pbs/02-history-endstates.txt").Outcome($"qstat -x -f {job} | grep -E \"{lines}\" ");
        _ = await _pbs.AskAsync($"qsub {words}");
        await GoneAsync();

        JobReport report = Jobs.Only(scheduler.ReadHistory(await _pbs.AskAsync("qstat -x -f -F json 1")));

        JobReport recorded = Jobs.Only(scheduler.ReadHistory(expected with { Output = $"Job Id: 1.pbs1\n{expected.Output}\n" }));
        Assert.Equal((recorded.Phase, Time().Replace(recorded.Detail, "")), (report.Phase, Time().Replace(report.Detail, "")));
        Assert.Equal(recorded.End, report.End);
    }

    [Fact]
    public async Task A_job_has_no_attribute_that_the_recorded_one_lacks()
    {
        CommandOutcome recorded = Transcript.Load("pbs/01-basic.txt").Outcome("qstat -f -F json 1.pbs1");
        _ = await _pbs.AskAsync("qsub -- /bin/sleep 1000");
        await Bench.WaitAsync(() => _pbs.AskAsync("qstat -f 1").Result.Output.Contains("job_state = R", StringComparison.Ordinal));

        CommandOutcome outcome = await _pbs.AskAsync("qstat -f -F json 1");
        _ = await _pbs.AskAsync("qsig -s KILL 1");

        Assert.Subset(Keys(recorded), Keys(outcome));
        Assert.Equal(Indents(recorded), Indents(outcome));
    }

    private static HashSet<string> Keys(CommandOutcome outcome) => [.. PbsRecords.Read(outcome.Output)!["1.pbs1"].Keys];

    private static string[] Indents(CommandOutcome outcome) => [.. Indent().Matches(outcome.Output).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    private static string Plain(CommandOutcome outcome) => Timestamp().Replace($"{outcome.Code}\n{outcome.Output.TrimEnd('\n')}\n{outcome.Errors.TrimEnd('\n')}", "");

    private Task GoneAsync() => Bench.WaitAsync(() => _pbs.AskAsync("qselect").Result.Output.Length == 0);

    [GeneratedRegex("\"timestamp\":\\t\\d+")]
    private static partial Regex Timestamp();

    [GeneratedRegex(@"at \w+ \w+ \d+ at [\d:]+")]
    private static partial Regex Time();

    [GeneratedRegex("^\\t*", RegexOptions.Multiline)]
    private static partial Regex Indent();
}
