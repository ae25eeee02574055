using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Watching;

/// <summary>Does something now, and again whenever the project may have changed, until it is interrupted.</summary>
/// <param name="session">Where it is told, and what ends it.</param>
/// <param name="root">Absolute path of the project's root.</param>
internal sealed class WatchLoop(Session session, string root)
{
    /// <summary>Goes on until it is interrupted.</summary>
    /// <param name="act">Does it, given what woke it; null for the first time.</param>
    /// <returns>Never: it ends with the exception.</returns>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public async Task<int> RunAsync(Func<Waking?, Task<int>> act)
    {
        using ProjectWatcher watcher = new(root);
        if (watcher.Problem is { } problem)
        {
            session.Terminal.PrintNote($"the system can't watch all of this project, so it is looked at every 2 s: {problem}");
        }

        HashSet<string> own = new(StringComparer.Ordinal);
        Waking? waking = null;
        while (true)
        {
            await ActAsync(act, waking);
            session.Signals.Stop.ThrowIfCancellationRequested();
            session.Terminal.Flush();

            // What happened meanwhile is partly what was done here. It is looked at all the same: somebody may have edited.
            Wake meanwhile = watcher.Take();
            own.UnionWith(meanwhile.Paths);
            Wake wake = meanwhile.Paths.IsEmpty && meanwhile.IsCertain ? await watcher.WaitAsync(session.Signals.Stop) : meanwhile;
            waking = new Waking(wake, wake.IsCertain && wake.Paths.All(own.Contains));
        }
    }

    private async Task ActAsync(Func<Waking?, Task<int>> act, Waking? waking)
    {
        try
        {
            await act(waking);
        }
        catch (InputException failure)
        {
            session.Terminal.PrintError(failure.Message, failure.Hint);
        }
        catch (KetrewException failure) when (failure.IsRecoverable)
        {
            session.Terminal.PrintError(failure.Message, failure.Hint);
        }
    }
}
