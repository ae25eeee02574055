using System.Text.Json;

namespace Ketrew.CommandLine.Control;

/// <summary>One client of the engine: a greeting, then an answer for each request.</summary>
/// <param name="channel">To the client; owned.</param>
/// <param name="answer">Answers.</param>
/// <param name="waiting">Takes the channel of a client that waits until the engine has gone.</param>
/// <param name="patience">How long it may take to say what it wants, and to hear the answer.</param>
internal sealed class ControlConnection(
    LineChannel channel, Func<ControlRequest, Task<ControlAnswer>> answer, WaitingClients waiting, TimeSpan patience)
{
    private bool _isWaiting;

    /// <summary>Serves the client until it goes, asks for nothing, or sends what means nothing.</summary>
    /// <param name="hello">The greeting.</param>
    /// <param name="end">The run is over: what was asked is answered, nothing more is read.</param>
    public async Task ServeAsync(ControlAnswer.Hello hello, CancellationToken end)
    {
        try
        {
            bool isThere = await TellAsync(hello);
            while (isThere && !_isWaiting && await ReadAsync(end) is { } line)
            {
                isThere = await TellAsync(await AnswerAsync(line));
            }
        }
        catch (OperationCanceledException)
        {
            // It hangs, or the run is over.
        }
        catch (JsonException failure)
        {
            await RefuseAsync(failure);
        }

        if (_isWaiting)
        {
            waiting.Add(channel);
        }
        else
        {
            channel.Dispose();
        }
    }

    private async Task<ControlAnswer> AnswerAsync(byte[] line)
    {
        ControlRequest request = ControlText.ReadRequest(line);
        _isWaiting = request is ControlRequest.Release;
        return await answer(request);
    }

    private async Task<byte[]?> ReadAsync(CancellationToken end)
    {
        using CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(end);
        giveUp.CancelAfter(patience);
        return await channel.ReadAsync(giveUp.Token);
    }

    private async Task<bool> TellAsync(ControlAnswer what)
    {
        using CancellationTokenSource giveUp = new(patience);
        return await channel.WriteAsync(ControlText.Write(what), giveUp.Token);
    }

    private async Task RefuseAsync(JsonException failure)
    {
        try
        {
            _ = await TellAsync(new ControlAnswer.Refused(failure.Message));
        }
        catch (OperationCanceledException)
        {
            // It doesn't want to hear it.
        }
    }
}
