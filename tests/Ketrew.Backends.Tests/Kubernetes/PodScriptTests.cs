using System.Runtime.Versioning;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Kubernetes;
using Ketrew.Backends.Tests.Containers;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Kubernetes;

/// <summary>The script of a pod as the first process of a real container, ended in the way that a kubelet ends it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PodScriptTests(Podman podman) : IClassFixture<Podman>, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [PodmanFact]
    public async Task It_tells_how_its_steps_ended()
    {
        Run("exit 4");

        Verdict verdict = await VerdictAsync();

        Assert.Equal(4, Assert.IsType<Verdict.Exited>(verdict).Code);
    }

    [PodmanFact]
    public async Task Asked_to_end_everything_in_the_container_hears_it_and_is_waited_for()
    {
        Run("setsid sh -c 'trap \"sleep 0.2; echo cleaned; exit\" TERM; echo ready; while true; do sleep 0.01; done' & wait");
        await Bench.WaitAsync(() => Log().Contains("ready", StringComparison.Ordinal));

        End();
        Verdict verdict = await VerdictAsync();

        Assert.Equal(15, Assert.IsType<Verdict.Signaled>(verdict).Signal);
        Assert.EndsWith("cleaned\n", Log(), StringComparison.Ordinal);
    }

    [PodmanFact]
    public async Task Who_leaves_in_peace_because_it_was_asked_to_has_not_done_its_work()
    {
        Run("trap 'exit 0' TERM; echo ready; while true; do sleep 0.01; done");
        await Bench.WaitAsync(() => Log().Contains("ready", StringComparison.Ordinal));

        End();

        Assert.Equal(15, Assert.IsType<Verdict.Signaled>(await VerdictAsync()).Signal);
    }

    private void Run(string script)
    {
        Attempt attempt = new()
        {
            Id = new AttemptId(new RunId("project", 1), new TargetId("t"), 1),
            Steps = [Bench.Shell(script)],
            Directory = _directory.FullPath,
            LogPath = _directory["log"],
        };
        _ = podman.Ask(
            "run", "--detach", "--name", "pod", "--rm", "--network", "none", "--volume", $"{_directory.FullPath}:{_directory.FullPath}", Podman.Image,
            "/bin/sh", "-c", PodScript.Of(attempt, _directory["verdict"], hasLog: true));
    }

    private void End()
    {
        // Either may find that the container is gone by then.
        _ = podman.Try("exec", "pod", "/bin/sh", "-c", PodScript.EndingOf(_directory["verdict"]));
        _ = podman.Try("kill", "--signal", "TERM", "pod");
    }

    private async Task<Verdict> VerdictAsync()
    {
        Verdict? verdict = null;
        await Bench.WaitAsync(() => (verdict = File.Exists(_directory["verdict"]) ? VerdictText.Parse(File.ReadAllText(_directory["verdict"])) : null) is not null);
        await Bench.WaitAsync(() => podman.Ask("ps", "--all", "--quiet").Length == 0);
        return verdict ?? throw new InvalidOperationException();
    }

    private string Log() => File.Exists(_directory["log"]) ? File.ReadAllText(_directory["log"]) : "";
}
