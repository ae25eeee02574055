using System.Diagnostics;
using Ketrew.CommandLine.Output;
using Ketrew.Engine.Checking;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Expander.Expansion;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Observations;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.CommandLine.Projects;

/// <summary>
/// Expands a workflow as often as it takes: stanzas that ask for the output of a target wait until that target is up to date.
/// Each round begins from the files as they are then, so that an edit in between is seen.
/// </summary>
/// <param name="session">Where problems and progress go.</param>
/// <param name="location">The project.</param>
/// <param name="isLocked">True when the plugin packages must be those of <c>plugins.lock</c>.</param>
/// <param name="requiredSandbox">What the sandbox of plugins must withhold at least.</param>
internal sealed class WorkflowRounds(Session session, ProjectLocation location, bool isLocked, SandboxLevel requiredSandbox)
{
    // A workflow file may be edited meanwhile; a target that is another one every time is made from its own output.
    private const int ChangesLimit = 3;

    private readonly Dictionary<TargetId, Target> _made = [];
    private int _changes;

    /// <summary>Expands as far as targets are up to date; nothing is run. What is not known is told.</summary>
    /// <returns>The workflow, with <see cref="Expander.ExpansionResult.Late"/> stanzas where targets are to be made first; null when there is an error, which was printed.</returns>
    public async Task<Workflow?> LoadAsync()
    {
        (Workflow? workflow, Selection? waitedFor) = await LoadAsync(static _ => false);
        if (workflow is not null && waitedFor is not null)
        {
            TellUnknown(workflow);
        }

        return workflow;
    }

    /// <summary>Expands all of it, making what is waited for.</summary>
    /// <param name="suffices">True for a workflow that knows all that is wanted, though some stanzas wait.</param>
    /// <param name="make">Runs targets of a workflow that is not all known; gives an <see cref="ExitCode"/>.</param>
    /// <returns>The workflow; or null with the <see cref="ExitCode"/> of what went wrong, which was told.</returns>
    public async Task<(Workflow? Workflow, int ExitCode)> MakeAsync(Func<Workflow, bool> suffices, Func<Workflow, Selection, Task<int>> make)
    {
        while (true)
        {
            (Workflow? workflow, Selection? waitedFor) = await LoadAsync(suffices);
            if (workflow is null || waitedFor is null)
            {
                return (workflow, workflow is null ? ExitCode.BadInput : ExitCode.Done);
            }

            Tell(workflow, waitedFor);
            int exitCode = await make(workflow, waitedFor);
            if (exitCode != ExitCode.Done)
            {
                return (null, exitCode);
            }

            Remember(waitedFor);
        }
    }

    // Ends with a workflow that is all known, or suffices, or with targets that have to be made first.
    private async Task<(Workflow? Workflow, Selection? WaitedFor)> LoadAsync(Func<Workflow, bool> suffices)
    {
        Workflow? earlier = null;
        while (true)
        {
            Workflow? workflow = await Workflow.ExpandAsync(session, location, isLocked, requiredSandbox, new MadeTargets(_made));
            workflow = earlier is null || workflow is null ? workflow : workflow with { Expansion = workflow.Expansion.After(earlier.Expansion), Draft = null };
            earlier = workflow;
            if (workflow is not null && Forget(workflow.Graph))
            {
                continue;
            }

            if (workflow is null || workflow.Expansion.Late.IsEmpty || suffices(workflow))
            {
                return (workflow, null);
            }

            Selection waitedFor = WaitedFor(workflow);
            if (!IsUpToDate(waitedFor))
            {
                return (workflow, waitedFor);
            }

            Remember(waitedFor);
        }
    }

    // The expander refuses workflows in which none of them can be made.
    private static Selection WaitedFor(Workflow workflow) => workflow.Graph.TrySelect(
        workflow.Expansion.Late.Select(late => late.Target).Distinct().Where(target => workflow.Graph.TryFind(target, out _)).Select(target => target.Value),
        out Selection? selection,
        out _) ? selection : throw new UnreachableException();

    private bool IsUpToDate(Selection selection)
    {
        if (!location.HasState)
        {
            return false;
        }

        using StateStore store = location.OpenStateToRead();
        return Inspection.Of(selection, store, TimeProvider.System).IsEverythingUpToDate;
    }

    private void Remember(Selection selection)
    {
        foreach (int root in selection.Roots)
        {
            _made[selection.Graph[root].Id] = selection.Graph[root];
        }
    }

    // What was made as something else is not made.
    private bool Forget(TargetGraph graph)
    {
        TargetId[] others = [.. _made.Keys.Where(id => !graph.TryFind(id, out int index) || graph[index] != _made[id])];
        foreach (TargetId id in others)
        {
            _made.Remove(id);
        }

        if (others.Length > 0 && ++_changes > ChangesLimit)
        {
            throw new InputException(
                $"`{others[0]}` is another target each time a stanza has read its output, so the workflow never comes to an end",
                $"let `{others[0]}` not depend on stanzas that wait for it");
        }

        return others.Length > 0;
    }

    private void Tell(Workflow workflow, Selection waitedFor)
    {
        foreach (int root in waitedFor.Roots)
        {
            TargetId target = waitedFor.Graph[root].Id;
            LateStanza late = workflow.Expansion.Late.First(late => late.Target == target);
            session.Terminal.PrintNote(session.Terminal.Paint(Tone.Quiet, $"{late.Kind} ({late.Span}) waits for `{target}`"));
        }
    }

    private void TellUnknown(Workflow workflow)
    {
        foreach (LateStanza late in workflow.Expansion.Late.DistinctBy(late => (late.Span, late.Target)))
        {
            session.Terminal.PrintNote($"not all is known yet: {late.Kind} ({late.Span}) waits for `{late.Target}`, which isn't up to date");
        }

        session.Terminal.PrintNote($"{session.Terminal.Paint(Tone.Strong, "hint")}: ketrew run {Shell.Quote(workflow.Expansion.Late[0].Target.Value)}");
    }
}
