using Ketrew.Engine.Automaton;
using Ketrew.Engine.Checking;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Engine.Running;

/// <summary>Cleans up after an engine that died: its processes are ended, its half-written outputs set aside.</summary>
internal sealed class Recovery(StateStore store, IBackend backend, TimeProvider clock, TimeSpan grace)
{
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(20);

    /// <summary>Does nothing after a run that ended in order.</summary>
    /// <returns>The attempts that were cut off.</returns>
    /// <exception cref="KetrewException">Processes of the earlier run do not die.</exception>
    public async Task<ValueList<AttemptReference>> RunAsync(TargetGraph graph)
    {
        ValueList<AttemptReference> attempts = [.. store.LoadUnfinished().Select(unfinished => unfinished.Reference)];
        if (!attempts.IsEmpty)
        {
            await EndProcessesAsync(attempts);
            SetOutputsAside(graph, attempts);
        }

        DateTimeOffset now = clock.GetUtcNow();
        foreach (AttemptReference attempt in attempts)
        {
            store.RecordLost(attempt, now, new FailureReason.Lost("the engine that ran it died"));
        }

        store.CloseInterruptedRuns(now);
        store.Commit();
        return attempts;
    }

    private async Task EndProcessesAsync(ValueList<AttemptReference> attempts)
    {
        foreach (KillStrength strength in (KillStrength[])[KillStrength.Terminate, KillStrength.Kill])
        {
            _ = await backend.KillAsync(attempts, strength, CancellationToken.None);
            if (await AwaitEndAsync(attempts))
            {
                return;
            }
        }

        throw new KetrewException("Processes of an earlier run, which was cut off, are still there and do not die.") { IsRecoverable = true };
    }

    private async Task<bool> AwaitEndAsync(ValueList<AttemptReference> attempts)
    {
        long since = clock.GetTimestamp();
        while (true)
        {
            ValueList<AttemptObservation> observations = await backend.ObserveAsync(attempts, CancellationToken.None);
            if (observations.All(observation => observation is AttemptObservation.Ended))
            {
                return true;
            }

            if (clock.GetElapsedTime(since) > grace)
            {
                return false;
            }

            await Task.Delay(_poll, clock);
        }
    }

    // What the dead attempt was to write is known from the plan, or from its last success when the plan has it no more.
    private void SetOutputsAside(TargetGraph graph, ValueList<AttemptReference> attempts)
    {
        ProjectFacts facts = ProjectFacts.Load(graph, store, clock);
        OutputKeeper keeper = new(store.Project, facts.Ledger);
        foreach (AttemptReference attempt in attempts)
        {
            AttemptId id = attempt.Id;
            IEnumerable<ProjectPath> outputs = graph.TryFind(id.Target, out int target)
                ? graph[target].Outputs
                : store.LoadOutputs(id.Target).Keys.Select(ProjectPath.Parse);
            if (keeper.SetAside(outputs, store.Project.FailedOutputsDirectory(id.Run.Number, id.Target, id.Number)) is { } problem)
            {
                throw new KetrewException($"What the cut-off attempt {id} wrote can't be moved aside: {problem}");
            }
        }
    }
}
