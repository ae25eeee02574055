using Ketrew.Engine.Checking;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>Runs targets: what is up to date stays, what is not is run as early as its needs and the slots allow.</summary>
/// <param name="store">The project's state, open for an engine.</param>
/// <param name="backend">Where attempts run.</param>
/// <param name="clock">Dates everything and wakes what waits.</param>
public sealed class RunEngine(StateStore store, IBackend backend, TimeProvider clock)
{
    /// <summary>Runs what is selected. What a dead engine left behind is ended and set aside first.</summary>
    /// <param name="selection">Which targets, with what they need.</param>
    /// <param name="options">How.</param>
    /// <param name="observer">Hears what happens, once it is stored.</param>
    /// <param name="stop">Lets nothing new start; what runs is awaited.</param>
    /// <param name="kill">Ends what runs: TERM, and KILL after <see cref="RunOptions.KillGrace"/>.</param>
    /// <returns>How it went; a failed target is an answer, not an exception.</returns>
    /// <exception cref="Sdk.Diagnostics.KetrewException">The state can't be written, or processes of a dead engine don't die.</exception>
    public async Task<RunSummary> RunAsync(
        Selection selection, RunOptions options, IRunObserver observer, CancellationToken stop, CancellationToken kill)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Jobs, 1);
        long began = clock.GetTimestamp();
        RunReporter reporter = new(selection, observer);
        ValueList<AttemptReference> lost = await new Recovery(store, backend, clock, options.KillGrace).RunAsync(selection.Graph);
        if (!lost.IsEmpty)
        {
            reporter.Add(new RunEvent.Recovered([.. lost.Select(attempt => attempt.Id.Target)]));
        }

        Inspection inspection = Inspection.Of(selection, store, clock);
        int run = store.BeginRun(clock.GetUtcNow(), selection.Targets.Count, options.Jobs);
        reporter.Add(new RunEvent.Started(run, selection.Targets.Count, inspection.UpToDateCount));
        RunSummary summary = inspection.IsEverythingUpToDate
            ? new RunSummary(run, new RunCounts { UpToDate = inspection.UpToDateCount }, clock.GetElapsedTime(began), [], IsStopped: false)
            : await RunLoopAsync(inspection, options, run, reporter, began, stop, kill);
        store.RecordFiles(inspection.Facts.Ledger.TakeUnsaved());
        store.RecordRunEnd(run, clock.GetUtcNow(), summary.Counts);
        store.Commit();
        reporter.Add(new RunEvent.Ended(summary));
        reporter.Publish();
        return summary;
    }

    private async Task<RunSummary> RunLoopAsync(
        Inspection inspection, RunOptions options, int run, RunReporter reporter, long began, CancellationToken stop, CancellationToken kill)
    {
        using RunLoop loop = new(store, backend, clock, options, inspection, run, reporter);
        await using CancellationTokenRegistration stopping = stop.Register(() => loop.Post(new RunSignal.StopRequested()));
        await using CancellationTokenRegistration killing = kill.Register(() => loop.Post(new RunSignal.KillRequested()));
        try
        {
            await loop.RunAsync();
        }
        catch (Sdk.Diagnostics.KetrewException)
        {
            // Nobody would ever hear what becomes of it: the next run starts it again.
            await loop.AbandonAsync();
            throw;
        }

        return reporter.Summarize(run, loop.Board, clock.GetElapsedTime(began), loop.IsStopped);
    }
}
