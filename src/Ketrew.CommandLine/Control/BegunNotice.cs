using Ketrew.Engine.Running;

namespace Ketrew.CommandLine.Control;

/// <summary>Tells the process that started this one in the background that the run has begun, and passes on what it hears.</summary>
/// <param name="next">Hears everything, too.</param>
/// <param name="starter">Where that process listens.</param>
internal sealed class BegunNotice(IRunObserver next, ControlAddress starter) : IRunObserver
{
    /// <summary>Completes when it has been told; at once while there is nothing to tell. A short run must not end before.</summary>
    public Task Told { get; private set; } = Task.CompletedTask;

    public void OnNext(RunEvent happened)
    {
        if (happened is RunEvent.Started started)
        {
            Told = TellAsync(new ControlAnswer.Begun(started.Run));
        }

        next.OnNext(happened);
    }

    // Who has given up waiting needs no answer.
    private async Task TellAsync(ControlAnswer.Begun begun)
    {
        if (await starter.ConnectAsync(CancellationToken.None) is { } socket)
        {
            using LineChannel channel = new(socket);
            _ = await channel.WriteAsync(ControlText.Write(begun), CancellationToken.None);
        }
    }
}
