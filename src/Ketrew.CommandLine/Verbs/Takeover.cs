using Ketrew.CommandLine.Control;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Storage;

namespace Ketrew.CommandLine.Verbs;

/// <summary>Gets hold of a project for a new run: an engine in the background is asked to let go, one in the foreground is left alone.</summary>
/// <param name="session">Where it is told.</param>
/// <param name="location">The project.</param>
/// <param name="isJson">Tell it to programs.</param>
internal sealed class Takeover(Session session, ProjectLocation location, bool isJson)
{
    private const int ShownLimit = 5;

    /// <summary>Opens the state, once it is free.</summary>
    /// <exception cref="Sdk.Diagnostics.KetrewException">An engine works here in the foreground, or the state can't be used.</exception>
    /// <exception cref="OperationCanceledException">The person does not want to wait.</exception>
    public async Task<StateStore> OpenAsync()
    {
        while (true)
        {
            switch (await ProjectAccess.GetAsync(location, isDetached: false, session.Signals.Stop))
            {
                case ProjectAccess.Own own:
                    return own.State;
                case ProjectAccess.ByEngine { Engine: { Engine.IsDetached: true } engine }:
                    using (engine)
                    {
                        await TakeOverAsync(engine);
                    }

                    break;
                case ProjectAccess.ByEngine { Engine: var engine }:
                    engine.Dispose();
                    // It refuses, and names the owner; or that one has just gone.
                    return location.OpenState(isDetached: false);
            }
        }
    }

    private async Task TakeOverAsync(ControlClient engine)
    {
        if (await engine.AskAsync<ControlAnswer.Releasing>(new ControlRequest.Release(), session.Signals.Stop) is not { } releasing)
        {
            return;
        }

        Tell(engine.Engine.ProcessId, [.. releasing.Awaited.Select(target => target.Value)]);
        try
        {
            await engine.AwaitEndAsync(session.Signals.Stop);
        }
        catch (OperationCanceledException)
        {
            session.Terminal.PrintNote("gave up waiting: the run in the background ends once these are done; then `ketrew run` goes on from there");
            throw;
        }
    }

    private void Tell(int processId, string[] awaited)
    {
        if (isJson)
        {
            session.Terminal.Print(JsonLine.Of(writer =>
            {
                writer.WriteString("event", "taking-over");
                writer.WriteNumber("process", processId);
                JsonLine.WriteList(writer, "awaited", awaited);
            }));
            session.Terminal.Flush();
            return;
        }

        session.Terminal.PrintNote($"taking over from the run in the background (process {processId})");
        if (awaited.Length > 0)
        {
            string more = awaited.Length > ShownLimit ? $" and {awaited.Length - ShownLimit} more" : "";
            session.Terminal.PrintNote($"it waits for {string.Join(", ", awaited.Take(ShownLimit))}{more}, which can't be handed over");
        }
    }
}
