using System.Text;
using System.Text.Json;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Control;

/// <summary>A connection to the engine that works on a project, in whatever process that is.</summary>
internal sealed class ControlClient : IDisposable
{
    private readonly LineChannel _channel;

    private ControlClient(LineChannel channel, ControlAnswer.Hello engine)
    {
        _channel = channel;
        Engine = engine;
    }

    /// <summary>Who answers.</summary>
    public ControlAnswer.Hello Engine { get; }

    /// <summary>Connects.</summary>
    /// <param name="address">Where.</param>
    /// <param name="patience">How long the engine may take to greet.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when no engine listens there.</returns>
    /// <exception cref="KetrewException">What listens there says nothing, or is something else.</exception>
    public static async Task<ControlClient?> ConnectAsync(ControlAddress address, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (await address.ConnectAsync(cancellationToken) is not { } socket)
        {
            return null;
        }

        LineChannel channel = new(socket);
        try
        {
            return await ReadGreetingAsync(channel, patience, cancellationToken) switch
            {
                ControlAnswer.Hello hello => new ControlClient(channel, hello),
                null => Close(channel),
                _ => throw new KetrewException($"What listens at {address.Path} is no engine."),
            };
        }
        catch
        {
            channel.Dispose();
            throw;
        }
    }

    /// <summary>Asks something.</summary>
    /// <typeparam name="T">The answer to such a request.</typeparam>
    /// <param name="request">What.</param>
    /// <param name="cancellationToken">Gives up; the engine does it all the same.</param>
    /// <returns>Null when the engine ended before it answered.</returns>
    /// <exception cref="KetrewException">It answered something else.</exception>
    public async Task<T?> AskAsync<T>(ControlRequest request, CancellationToken cancellationToken)
        where T : ControlAnswer
    {
        string line = ControlText.Write(request);
        if (Encoding.UTF8.GetByteCount(line) >= LineChannel.LongestLineBytes)
        {
            throw new KetrewException("These are too many targets for one request.") { Hint = "name fewer, or end the whole run with `ketrew kill --run`" };
        }

        return await _channel.WriteAsync(line, cancellationToken)
            ? await ReadAsync(_channel, cancellationToken) switch
            {
                null => null,
                T answer => answer,
                ControlAnswer.Refused refused => throw new KetrewException($"The engine at work refuses: {refused.Why}."),
                _ => throw new KetrewException("The engine at work answers something else than what it was asked."),
            }
            : null;
    }

    /// <summary>Waits until the engine has gone; it must have been asked to release.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task AwaitEndAsync(CancellationToken cancellationToken)
    {
        while (await _channel.ReadAsync(cancellationToken) is not null)
        {
            // Whatever it says: only that it goes is of interest.
        }
    }

    public void Dispose() => _channel.Dispose();

    private static ControlClient? Close(LineChannel channel)
    {
        channel.Dispose();
        return null;
    }

    private static async Task<ControlAnswer?> ReadGreetingAsync(LineChannel channel, TimeSpan patience, CancellationToken cancellationToken)
    {
        using CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        giveUp.CancelAfter(patience);
        try
        {
            return await ReadAsync(channel, giveUp.Token);
        }
        catch (OperationCanceledException silence) when (!cancellationToken.IsCancellationRequested)
        {
            throw new KetrewException("The engine that works on this project doesn't answer: it may be suspended.", silence)
            {
                Hint = "`cat .ketrew/lock` names its process",
            };
        }
    }

    private static async Task<ControlAnswer?> ReadAsync(LineChannel channel, CancellationToken cancellationToken)
    {
        try
        {
            return await channel.ReadAsync(cancellationToken) is { } line ? ControlText.ReadAnswer(line) : null;
        }
        catch (JsonException failure)
        {
            throw new KetrewException($"The engine at work can't be understood: {failure.Message}.", failure) { Hint = "use the ketrew that it is" };
        }
    }
}
