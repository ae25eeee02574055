using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;

namespace Ketrew.CommandLine.Watching;

/// <summary>Expands a workflow again whenever its project may have changed. What would be said just as it was said the last time is not said again.</summary>
/// <param name="session">Where it is told, and what ends it.</param>
/// <param name="root">Absolute path of the project's root.</param>
internal sealed class ExpansionWatch(Session session, string root)
{
    private readonly Terminal _terminal = session.Terminal;
    private IReadOnlyList<string> _said = [];
    private bool _isBroken;

    /// <summary>Goes on until it is interrupted.</summary>
    /// <param name="load">Expands the workflow; null when there is an error, which was printed.</param>
    /// <param name="show">Prints what there is to say about it.</param>
    /// <returns>Never: it ends with the exception.</returns>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public Task<int> RunAsync(Func<Task<Workflow?>> load, Func<Workflow, int> show) =>
        new WatchLoop(session, root).RunAsync(waking => ActAsync(waking, load, show));

    private async Task<int> ActAsync(Waking? waking, Func<Task<Workflow?>> load, Func<Workflow, int> show)
    {
        _terminal.Preface = waking is null ? null : _terminal.Paint(Tone.Quiet, $"changed: {waking.Wake}");
        _terminal.HoldNotes();
        try
        {
            return await ActAsync(load, show);
        }
        finally
        {
            Say(_terminal.TakeNotes());
        }
    }

    private async Task<int> ActAsync(Func<Task<Workflow?>> load, Func<Workflow, int> show)
    {
        bool wasBroken = _isBroken;
        _isBroken = true;
        if (await load() is not { } workflow)
        {
            return ExitCode.BadInput;
        }

        _isBroken = false;
        if (wasBroken)
        {
            _terminal.PrintNote(_terminal.Paint(Tone.Quiet, "the workflow can be expanded again"));
        }

        return show(workflow);
    }

    // A warning is a warning of every expansion; once is enough.
    private void Say(IReadOnlyList<string> notes)
    {
        if (!notes.SequenceEqual(_said))
        {
            foreach (string line in notes)
            {
                _terminal.PrintNote(line);
            }
        }

        _said = notes;
    }
}
