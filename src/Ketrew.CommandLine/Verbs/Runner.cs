using Ketrew.CommandLine.Control;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.CommandLine.Watching;
using Ketrew.Engine.Checking;
using Ketrew.Engine.Running;
using Ketrew.Engine.Snapshots;
using Ketrew.Engine.Storage;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Verbs;

/// <summary>Runs targets of a workflow, in this process or in the background.</summary>
/// <param name="session">Where everything is shown.</param>
/// <param name="workflow">Whose targets.</param>
/// <param name="manner">How.</param>
internal sealed class Runner(Session session, Workflow workflow, RunManner manner)
{
    private readonly ProjectLocation _location = workflow.Location;

    /// <summary>Runs.</summary>
    /// <param name="choose">What, seen from the state when nobody else changes it; null when there is nothing to do, which was said then.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(Func<StateStore, RunChoice?> choose)
    {
        new ExpansionReport(session.Terminal).PrintNotes(workflow.Expansion);
        session.Signals.IgnoresHangUp = manner.IsDetached;
        if (manner.IsDry)
        {
            using StateStore seen = _location.OpenStateToRead();
            return choose(seen) is { } choice ? Show(choice, seen) : ExitCode.Done;
        }

        return manner.Detaches && !manner.IsDetached ? await DetachAsync(choose) : await RunHereAsync(choose);
    }

    private async Task<int> DetachAsync(Func<StateStore, RunChoice?> choose)
    {
        using (StateStore store = await new Takeover(session, _location, manner.IsJson).OpenAsync())
        {
            if (workflow.Expansion.Late.IsEmpty && HasNothingToDo(choose, store))
            {
                return ExitCode.Done;
            }
        }

        return await new Detachment(session, _location, manner.IsJson).StartAsync();
    }

    private bool HasNothingToDo(Func<StateStore, RunChoice?> choose, StateStore store)
    {
        if (choose(store) is not { } choice)
        {
            return true;
        }

        Inspection inspection = Inspect(choice, store);
        if (inspection.IsEverythingUpToDate || manner.Explains)
        {
            _ = Print(inspection);
        }

        return inspection.IsEverythingUpToDate;
    }

    private async Task<int> RunHereAsync(Func<StateStore, RunChoice?> choose)
    {
        using WaitingClients waiting = new();
        using StateStore store = manner.IsDetached
            ? await OpenDetachedAsync()
            : await new Takeover(session, _location, manner.IsJson).OpenAsync();
        if (choose(store) is not { } choice)
        {
            return ExitCode.Done;
        }

        if (manner.Waking is { } waking && !IsWorthARun(waking, Inspect(choice, store)))
        {
            return ExitCode.Done;
        }

        if (manner.Explains)
        {
            _ = Show(choice, store);
        }

        RunSummary summary = await RunAsync(choice, store, waiting);
        if (!manner.IsJson)
        {
            new SummaryPrinter(session.Terminal, workflow).Print(summary, choice.Selection);
        }

        return summary switch
        {
            { IsStopped: true, IsSuccess: false } => ExitCode.Interrupted,
            { IsSuccess: true } => ExitCode.Done,
            _ => ExitCode.Failed,
        };
    }

    // Targets that run every time run again when somebody changed something, but not because of what they wrote themselves.
    private bool IsWorthARun(Waking waking, Inspection inspection)
    {
        if (inspection.IsEverythingUpToDate)
        {
            return false;
        }

        StaleReason[] reasons = [.. inspection.Selection.Targets.SelectMany(target => inspection.Reasons(target))];
        if (waking.MayBeOwn && Array.TrueForAll(reasons, reason => reason.Kind is StaleKind.Always or StaleKind.NeedMayRun))
        {
            return false;
        }

        // The event of what is seen already may come later than others.
        string[] inputs = [.. reasons.Where(reason => reason.Kind == StaleKind.Input).Select(reason => reason.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Tell(inputs.Length > 0 ? new Wake([.. inputs], IsCertain: true) : waking.Wake);
        return true;
    }

    private void Tell(Wake wake)
    {
        if (manner.IsJson)
        {
            session.Terminal.Print(JsonLine.Of(writer =>
            {
                writer.WriteString("event", "woken");
                JsonLine.WriteList(writer, "paths", wake.Paths);
            }));
        }
        else
        {
            session.Terminal.PrintNote(session.Terminal.Paint(Tone.Quiet, $"changed: {wake}"));
        }
    }

    private async Task<StateStore> OpenDetachedAsync()
    {
        switch (await ProjectAccess.GetAsync(_location, isDetached: true, session.Signals.Stop))
        {
            case ProjectAccess.Own own:
                return own.State;
            case ProjectAccess.ByEngine other:
                other.Engine.Dispose();
                return _location.OpenState(isDetached: true);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<RunSummary> RunAsync(RunChoice choice, StateStore store, WaitingClients waiting)
    {
        BackendConfiguration configuration = BackendConfiguration.Of(workflow.Expansion);
        new BackendRecord(_location).Save(configuration);
        await using ProjectBackends backends = await workflow.MakeBackendsAsync(session, store);
        RunEngine engine = new(store, backends.All, TimeProvider.System);
        RunOptions options = new() { Jobs = manner.Jobs, KeepGoing = manner.KeepsGoing, Forced = choice.Forced, Snapshot = DraftFor(choice), Part = manner.Part };
        RunControl control = new();
        session.Signals.Steer(control);
        return await ShowAsync(store, async display =>
        {
            BegunNotice? notice = manner.StartedBy is { } starter
                ? new BegunNotice(display, ControlAddress.OfStarter(_location.StateDirectory, starter))
                : null;
            RunWatch watch = new(
                notice ?? display, target => workflow.Graph.TryFind(target, out int index) && !backends.OutlivesEngine(workflow.Graph[index]));
            await using ControlServer? server = Listen(new ControlDesk(control, watch), waiting);
            RunSummary summary = await engine.RunAsync(choice.Selection, options, watch, control);
            await (notice?.Told ?? Task.CompletedTask);
            return summary;
        });
    }

    // Somebody who wants more than the result wants it each time.
    private SnapshotDraft? DraftFor(RunChoice choice)
    {
        bool isPlain = choice.Forced.IsEmpty && manner is { Detaches: false, IsDetached: false, Explains: false, IsJson: false, Waking: null };
        if (!isPlain || manner.Key is not { } key || workflow.Draft is not { } draft)
        {
            return null;
        }

        SummaryPrinter printer = new(session.Terminal, workflow);
        draft.Key = key;
        draft.Describe = count => printer.UpToDate(count, choice.Selection);
        return draft;
    }

    private ControlServer? Listen(ControlDesk desk, WaitingClients waiting)
    {
        LockOwner owner = _location.Owner;
        ControlAnswer.Hello hello = new(owner.ProcessId, owner.Since, manner.IsDetached);
        try
        {
            return new ControlServer(_location.Control, hello, desk.AnswerAsync, waiting);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (manner.IsDetached)
            {
                throw new KetrewException($"What runs in the background must be reachable, and no socket can be made for it: {failure.Message}", failure);
            }

            // In the foreground there is Ctrl-C.
            session.Terminal.PrintNote($"`ketrew kill` will not reach this run: {failure.Message}");
            return null;
        }
    }

    private async Task<RunSummary> ShowAsync(StateStore store, Func<IRunObserver, Task<RunSummary>> run) =>
        manner.IsJson ? await run(new JsonRunDisplay(session.Terminal, workflow.Graph))
        : session.Terminal.IsInteractive ? await LiveDisplay(store).WatchAsync(run)
        : await run(new PlainRunDisplay(session.Terminal));

    private LiveRunDisplay LiveDisplay(StateStore store) =>
        new(session.Terminal, TimeProvider.System, new RemainingTime(store.ExpectedDurations(workflow.Graph), manner.Jobs));

    private static Inspection Inspect(RunChoice choice, StateStore store) =>
        Inspection.Of(choice.Selection, store, TimeProvider.System, choice.Forced);

    private int Show(RunChoice choice, StateStore store) => Print(Inspect(choice, store));

    private int Print(Inspection inspection)
    {
        InspectionPrinter printer = new(session.Terminal);
        if (manner.IsJson)
        {
            printer.PrintJson(inspection);
        }
        else
        {
            printer.Print(inspection, manner.Explains);
        }

        return ExitCode.Done;
    }
}
