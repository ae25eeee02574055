using System.Runtime.InteropServices;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Local;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Running;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Harness;

/// <summary>Runs one plan after the other, and passes on what somebody wants of the run that goes on.</summary>
/// <param name="conversation">Where everything is told.</param>
internal sealed partial class EngineDriver(Conversation conversation)
{
    private const int KillSignal = 9;

    private RunControl _control = new();

    /// <summary>Does what a line asks for, and returns at once.</summary>
    public void Do(string line)
    {
        switch (line.Split(' '))
        {
            case ["run", ..]:
                _control = new RunControl();
                Task run = RunAsync(RunRequest.Parse(line), _control);
                _ = run.ContinueWith(
                    broken => Environment.FailFast(broken.Exception?.ToString()), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                break;
            case ["stop"]:
                _control.Stop();
                break;
            case ["kill"]:
                _control.Kill();
                break;
            case ["kill-target", var target]:
                _ = _control.KillAsync([new TargetId(target)], KillStrength.Terminate);
                break;
            default:
                throw new FormatException($"Nobody knows what to do about: {line}");
        }
    }

    private async Task RunAsync(RunRequest request, RunControl control)
    {
        await Task.Yield();
        try
        {
            RunSummary summary = await RunToEndAsync(request, control);
            conversation.Tell(summary.IsSuccess ? "over success" : summary.IsStopped ? "over stopped" : "over failure");
        }
        catch (KetrewException failure)
        {
            conversation.Tell($"refused {failure.Message} | {failure.Hint}");
        }
    }

    private async Task<RunSummary> RunToEndAsync(RunRequest request, RunControl control)
    {
        if (!TargetGraph.TryBuild(request.CreatePlan(), out TargetGraph? graph, out _) || !graph.TrySelect([], out Selection? selection, out _))
        {
            throw new FormatException($"The plan {request.Plan} is no good.");
        }

        TimeProvider clock = TimeProvider.System;
        ValueList<NamedValue> environment = [new NamedValue("PATH", Environment.GetEnvironmentVariable("PATH") ?? "")];
        using LocalBackend local = new(environment, "here", clock);
        DaemonizeBackend daemonize = new(request.Playground, environment, "here", clock)
        {
            PollInterval = TimeSpan.FromMilliseconds(15),
            Grace = TimeSpan.FromSeconds(1),
        };
        using StateStore store = StateStore.Open(
            new ProjectDirectory(request.Directory), new LockOwner(Environment.ProcessId, "here", clock.GetUtcNow()));
        RunEngine engine = new(store, [local, daemonize], clock) { AtPoint = Death(request) };
        return await engine.RunAsync(
            selection, new RunOptions { Jobs = request.Jobs, KeepGoing = true }, new TellingObserver(Follow(request, control)), control);
    }

    private static Action<RunPoint> Death(RunRequest request)
    {
        int count = 0;
        return point =>
        {
            if (point == request.DiesAt && ++count == request.Occurrence)
            {
                _ = SendSignal(Environment.ProcessId, KillSignal);
            }
        };
    }

    // Requests come from what was told, so they always find something that runs.
    private Action<string> Follow(RunRequest request, RunControl control)
    {
        int started = 0;
        return line =>
        {
            conversation.Tell(line);
            if (line.Split(' ') is ["told", _, var target, "running", _])
            {
                started++;
                if (started == request.KillsAfter)
                {
                    _ = control.KillAsync([new TargetId(target)], KillStrength.Terminate);
                }

                if (started == request.StopsAfter)
                {
                    control.Stop();
                }
            }
        };
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
