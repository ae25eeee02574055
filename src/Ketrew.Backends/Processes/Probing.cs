using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Processes;

/// <summary>Runs probes as processes of this machine, without a thread for each.</summary>
/// <param name="baseEnvironment">Below the probe's own variables.</param>
/// <param name="programs">Finds executables.</param>
internal sealed class Probing(ValueList<NamedValue> baseEnvironment, ProgramLookup programs)
{
    /// <summary>Runs a probe until it ends, or is ended with all processes of its group.</summary>
    /// <param name="probe">What to run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended; nothing of its group runs any more.</exception>
    public async Task<Verdict> RunAsync(Probe probe, CancellationToken cancellationToken)
    {
        // Whoever asks gets its thread back before a process is made.
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        StepSurroundings surroundings = new(programs, probe.Directory, null, [.. baseEnvironment, .. probe.Environment], []);
        if (surroundings.TryPrepare(probe.Step, StepSurroundings.Nothing, true, StepSurroundings.Nothing, out string problem) is not { } request)
        {
            return new Verdict.StartRefused(problem) { Step = probe.Step.Name };
        }

        int error = Spawner.Spawn(request, out int pid);
        Verdict verdict = error == 0
            ? await AwaitAsync(pid, cancellationToken)
            : new Verdict.StartRefused(StepSurroundings.Explain(request, error));
        return verdict with { Step = probe.Step.Name };
    }

    private static async Task<Verdict> AwaitAsync(int pid, CancellationToken cancellationToken)
    {
        await using (cancellationToken.UnsafeRegister(_ => KillGroup(pid), null))
        {
            await ChildProcess.AwaitEndAsync(pid);
        }

        // Not collected yet: until then neither its number nor its group's can be a stranger's.
        KillGroup(pid);
        Verdict verdict = ChildProcess.Collect(pid);
        if (verdict is Verdict.Signaled { Signal: LibC.Kill })
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return verdict;
    }

    private static void KillGroup(int leader) => _ = LibC.SendSignal(-leader, LibC.Kill);
}
