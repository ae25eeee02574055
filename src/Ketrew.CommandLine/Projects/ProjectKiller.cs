using Ketrew.CommandLine.Control;
using Ketrew.Engine.Running;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.CommandLine.Projects;

/// <summary>Ends what runs in a project: the engine that is at work does it, or this process when there is none.</summary>
/// <param name="session">How a person gives up waiting for an engine; what was asked is done all the same.</param>
/// <param name="location">The project.</param>
/// <param name="strength">Whether targets may clean up first.</param>
internal sealed class ProjectKiller(Session session, ProjectLocation location, KillStrength strength)
{
    // As in a run; the engine that is at work has its own.
    private static readonly TimeSpan _grace = new RunOptions { Jobs = 1 }.KillGrace;

    /// <summary>Ends targets.</summary>
    /// <param name="targets">Which.</param>
    /// <returns>What became of each; by target.</returns>
    /// <exception cref="Sdk.Diagnostics.KetrewException">Somebody is at work and can't be asked, or the state can't be used.</exception>
    public async Task<ValueList<KillReport>> KillAsync(ValueList<TargetId> targets) =>
        await EndAsync(new ControlRequest.Kill(targets, strength), killer => killer.KillAsync(targets, strength))
        ?? [.. targets.Select(target => new KillReport(target, KillOutcome.NotRunning, ""))];

    /// <summary>Ends the run; without one, what the last one left.</summary>
    /// <param name="withEarlierRuns">True to end what earlier runs left, too.</param>
    /// <returns>What became of each that was running; by target.</returns>
    /// <exception cref="Sdk.Diagnostics.KetrewException">Somebody is at work and can't be asked, or the state can't be used.</exception>
    public async Task<ValueList<KillReport>> KillRunAsync(bool withEarlierRuns) =>
        await EndAsync(new ControlRequest.KillRun(withEarlierRuns, strength), killer => killer.KillAllAsync(strength, withEarlierRuns)) ?? [];

    /// <returns>Null where nothing ever ran.</returns>
    private async Task<ValueList<KillReport>?> EndAsync(ControlRequest request, Func<AttemptKiller, Task<ValueList<KillReport>>> endWithoutEngine)
    {
        while (location.HasState)
        {
            switch (await ProjectAccess.GetAsync(location, isDetached: false, session.Signals.Stop))
            {
                case ProjectAccess.ByEngine { Engine: var engine }:
                    using (engine)
                    {
                        if (await engine.AskAsync<ControlAnswer.Killed>(request, session.Signals.Stop) is { } answer)
                        {
                            return answer.Reports;
                        }
                    }

                    // It has just ended: what it left is ours to end.
                    break;
                case ProjectAccess.Own { State: var store }:
                    using (store)
                    {
                        await using ProjectBackends backends = await ProjectBackends.RememberedAsync(session, location, store.UnfinishedBackends());
                        return await endWithoutEngine(new AttemptKiller(store, backends.All, TimeProvider.System, _grace));
                    }
            }
        }

        return null;
    }
}
