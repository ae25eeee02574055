using System.Runtime.Versioning;
using Ketrew.Backends.Processes;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Processes;

[UnsupportedOSPlatform("windows")]
public sealed class DetachedProcessTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task It_has_what_it_was_given_and_prints_to_its_log()
    {
        _ = _directory.Write("log", "from before\n");

        DetachedProcess process = DetachedProcess.Start(
            "/bin/sh", ["-c", "cat; pwd; echo \"$A $1\"; echo err >&2; exit 5", "sh", "b c"], [new NamedValue("A", "a")], _directory.FullPath, _directory["log"]);
        Verdict verdict = await process.EndAsync(CancellationToken.None);

        Assert.Equal(5, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal($"from before\n{_directory.FullPath}\na b c\nerr\n", await File.ReadAllTextAsync(_directory["log"]));
    }

    [Fact]
    public async Task It_leads_a_session_of_its_own_and_goes_on_when_nobody_waits_any_more()
    {
        using CancellationTokenSource cancellation = new();
        DetachedProcess process = DetachedProcess.Start("/bin/sleep", ["1000"], [], "/", _directory["log"]);
        Task<Verdict> end = process.EndAsync(cancellation.Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => end);
        string[] fields = (await File.ReadAllTextAsync($"/proc/{process.ProcessId}/stat")).Split(") ")[^1].Split(' ');
        Signal.Send(process.ProcessId, Signal.Kill);
        Verdict verdict = await process.EndAsync(CancellationToken.None);

        Assert.Equal(($"{process.ProcessId}", $"{process.ProcessId}"), (fields[2], fields[3]));
        Assert.Equal(9, Assert.IsType<Verdict.Signaled>(verdict).Signal);
    }

    [Fact]
    public void What_cannot_be_started_is_told_with_its_name()
    {
        KetrewException failure = Assert.Throws<KetrewException>(() => DetachedProcess.Start("/nowhere/ketrew", [], [], "/", _directory["log"]));

        Assert.Contains("/nowhere/ketrew can't be started", failure.Message, StringComparison.Ordinal);
    }
}
