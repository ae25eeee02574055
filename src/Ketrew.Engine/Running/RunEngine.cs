using Ketrew.Engine.Checking;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Snapshots;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>Runs targets: what is done stays, what is not is run as early as its needs, slots and pools allow.</summary>
public sealed class RunEngine
{
    // Looking again may cost a tenth of the run. After a shorter one, the next run looks, and finds nothing to do.
    private const int ShareOfAnotherLook = 10;

    private readonly StateStore _store;
    private readonly BackendSet _backends;
    private readonly TimeProvider _clock;

    /// <summary>Makes an engine; nothing is started.</summary>
    /// <param name="store">The project's state, open for an engine.</param>
    /// <param name="backends">Where attempts run; the first one runs targets that name none.</param>
    /// <param name="clock">Dates everything and wakes what waits.</param>
    public RunEngine(StateStore store, IReadOnlyList<IBackend> backends, TimeProvider clock)
    {
        (_store, _backends, _clock) = (store, new BackendSet(backends), clock);
    }

    /// <summary>Called at every moment at which losing power hurts.</summary>
    internal Action<RunPoint> AtPoint { get; init; } = _ => { };

    /// <summary>Runs what is selected. What earlier engines left behind is taken over, or ended and set aside, first.</summary>
    /// <param name="selection">Which targets, with all that they may come to need or activate.</param>
    /// <param name="options">How.</param>
    /// <param name="observer">Hears what happens, once it is stored.</param>
    /// <param name="control">Steers it.</param>
    /// <returns>How it went; a failed target is an answer, not an exception.</returns>
    /// <exception cref="Sdk.Diagnostics.KetrewException">The state can't be written, or processes of a dead engine don't die.</exception>
    public async Task<RunSummary> RunAsync(Selection selection, RunOptions options, IRunObserver observer, RunControl control)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Jobs, 1);
        try
        {
            return await RunAsync(selection, options, new RunReporter(selection, observer), control);
        }
        finally
        {
            control.Close();
        }
    }

    private async Task<RunSummary> RunAsync(Selection selection, RunOptions options, RunReporter reporter, RunControl control)
    {
        long began = _clock.GetTimestamp();
        AtPoint(RunPoint.BeforeRecovery);
        Recovery recovery = new(_store, _backends, _clock, options.KillGrace);
        RecoveredState recovered = await recovery.RunAsync(selection.Graph);
        AtPoint(RunPoint.AfterRecovery);
        Tell(recovered, selection.Graph, reporter);
        Inspection Inspect() => Inspection.Of(selection, _store, _clock, selection.Graph.Find(options.Forced), recovered.Earlier, options.Snapshot, options.Part);
        long looked = _clock.GetTimestamp();
        Inspection inspection = Inspect();
        TimeSpan lookTime = _clock.GetElapsedTime(looked);
        // A part is known from a snapshot that speaks of the state as it is: nothing was forgotten.
        if (!inspection.IsEverythingUpToDate && options.Part is null && await recovery.EndForgottenAsync(selection.Graph) is { IsEmpty: false } forgotten)
        {
            reporter.Add(new RunEvent.Recovered(forgotten));
            inspection = Inspect();
        }

        SteadyClock clock = new(_clock);
        int elsewhere = options.Part?.UpToDateElsewhere ?? 0;
        int run = _store.BeginRun(clock.GetUtcNow(), inspection.AskedCount + elsewhere, options.Jobs);
        reporter.Add(new RunEvent.Started(run, inspection.AskedCount + elsewhere, inspection.UpToDateCount + elsewhere));
        RunContext context = new()
        {
            Store = _store,
            Backends = _backends,
            Clock = clock,
            Options = options,
            Control = control,
            AtPoint = AtPoint,
            Reporter = reporter,
            Inspection = inspection,
            Earlier = recovered.Earlier,
            Run = run,
        };
        bool isNothingToDo = inspection.IsEverythingUpToDate
            && !recovered.Earlier.Any(attempt => selection.Graph.TryFind(attempt.Target, out int target) && selection.Contains(target));
        RunSummary summary = isNothingToDo
            ? new RunSummary(run, CountsOf(inspection), _clock.GetElapsedTime(began), [], IsStopped: false)
            : await RunLoopAsync(context, began);
        summary = summary with { Counts = summary.Counts with { UpToDate = summary.Counts.UpToDate + elsewhere } };
        _store.RecordFiles(inspection.Facts.Ledger.TakeUnsaved());
        _store.RecordRunEnd(run, clock.GetUtcNow(), summary.Counts);
        AtPoint(RunPoint.BeforeRunEnd);
        context.Commit();
        reporter.Add(new RunEvent.Ended(summary));
        reporter.Publish();
        bool isWorthALook = isNothingToDo || options.Part is not null || _clock.GetElapsedTime(began) >= lookTime * ShareOfAnotherLook;
        if (options.Snapshot is { IsRefused: false } snapshot && summary is { IsSuccess: true, IsStopped: false } && isWorthALook)
        {
            KeepSnapshot(snapshot, selection, options.Part, isSeen: isNothingToDo);
        }
        else if (options is { Part: not null, Snapshot: { } earlier } && !summary.IsStopped && _store.LoadUnfinished().Count == 0)
        {
            // What was touched is still not as it was: the next run comes to the same part.
            earlier.KeepEarlier();
            _store.Leave(earlier);
        }

        return summary;
    }

    // What ran has changed what was seen before: only another look tells that all is up to date now.
    private void KeepSnapshot(SnapshotDraft snapshot, Selection selection, PlanPart? part, bool isSeen)
    {
        if (!isSeen)
        {
            Inspection inspection = Inspection.Of(selection, _store, _clock, new HashSet<int>(), _store.LoadUnfinished(), snapshot, part);
            _store.RecordFiles(inspection.Facts.Ledger.TakeUnsaved());
            _store.Commit();
        }

        _store.Leave(snapshot);
    }

    private static async Task<RunSummary> RunLoopAsync(RunContext context, long began)
    {
        await using RunLoop loop = new(context);
        try
        {
            await loop.RunAsync();
        }
        catch
        {
            // Whatever it was: what runs unheard would be begun again beside itself.
            await loop.AbandonAsync();
            throw;
        }

        return context.Reporter.Summarize(context.Run, loop.Board, context.Clock.GetElapsedTime(began), loop.IsStopped);
    }

    private static void Tell(RecoveredState recovered, TargetGraph graph, RunReporter reporter)
    {
        if (!recovered.Lost.IsEmpty)
        {
            reporter.Add(new RunEvent.Recovered(recovered.Lost));
        }

        ValueList<TargetId> strangers = [.. recovered.Earlier.Select(attempt => attempt.Target).Where(target => !graph.TryFind(target, out _))];
        if (!strangers.IsEmpty)
        {
            reporter.Add(new RunEvent.StrangersFound(strangers));
        }
    }

    private static RunCounts CountsOf(Inspection inspection) => new()
    {
        UpToDate = inspection.UpToDateCount - inspection.AlreadyDoneCount,
        AlreadyDone = inspection.AlreadyDoneCount,
    };
}
