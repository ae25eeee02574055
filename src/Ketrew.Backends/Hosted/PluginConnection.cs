using System.Collections.Concurrent;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Protocol.Backends;

namespace Ketrew.Backends.Hosted;

/// <summary>The conversation with one host process, from its start to its end, whichever way that comes. Thread-safe.</summary>
internal sealed class PluginConnection : IAsyncDisposable
{
    private readonly PluginProcess _process;
    private readonly BackendOutbox _outbox;
    private readonly HostedOptions _options;
    private readonly TimeProvider _clock;
    private readonly Action<BackendMessage> _hear;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<BackendResponse>> _asked = new();
    private readonly TaskCompletionSource<BackendMessage.Loaded> _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _pings;
    private volatile string? _killedFor;
    private int _lastId;
    private int _silence;

    private PluginConnection(PluginProcess process, HostedOptions options, TimeProvider clock, Action<BackendMessage> hear)
    {
        (_process, _options, _clock, _hear) = (process, options, clock, hear);
        _outbox = new BackendOutbox(process.Frames, Refuse);
        _pings = clock.CreateTimer(_ => Ping(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        new Thread(Read) { IsBackground = true, Name = "backend host" }.Start();
    }

    /// <summary>What its plugins hold.</summary>
    public LoadedPlugins Plugins { get; private set; } = LoadedPlugins.None;

    /// <summary>Ends when the process is gone, with how: one clause.</summary>
    public Task<string> Lost => _lost.Task;

    /// <summary>True when the process is gone. All that it had said has been heard.</summary>
    public bool IsLost => _lost.Task.IsCompleted;

    /// <summary>Starts a host and has it load plugins.</summary>
    /// <param name="command">The host.</param>
    /// <param name="plugins">In order.</param>
    /// <param name="options">Limits.</param>
    /// <param name="clock">Measures them.</param>
    /// <param name="hear">Hears of attempts that began and ended, in order, from one thread.</param>
    /// <exception cref="BackendException">It doesn't come up.</exception>
    public static async Task<PluginConnection> OpenAsync(
        PluginHostCommand command, ValueList<BackendPlugin> plugins, HostedOptions options, TimeProvider clock, Action<BackendMessage> hear)
    {
        PluginConnection connection = new(PluginProcess.Start(command), options, clock, hear);
        connection._outbox.Add(new BackendMessage.Load([.. plugins.Select(plugin => new PluginPlace(plugin.Path, plugin.Name, [.. plugin.SharedFolders]))]));
        try
        {
            connection.Plugins = LoadedPlugins.Of(await connection.WithLimitAsync(connection._loaded.Task, "load its plugins", options.LoadLimit), plugins);
            _ = connection._pings.Change(options.PingInterval, options.PingInterval);
            return connection;
        }
        catch (Exception exception) when (exception is HostLostException or ProtocolException)
        {
            await connection.DisposeAsync();
            throw new BackendException($"The host of backends from plugins doesn't come up: {exception.Message}.", exception)
            {
                IsRecoverable = true,
                Hint = "ketrew doctor",
            };
        }
    }

    /// <summary>Asks for something.</summary>
    /// <param name="request">What.</param>
    /// <param name="cancellationToken">Gives up waiting, and tells the host.</param>
    /// <exception cref="HostLostException">The process is gone, or took too long and was ended.</exception>
    public Task<BackendResponse> AskAsync(BackendRequest request, CancellationToken cancellationToken)
    {
        int id = Interlocked.Increment(ref _lastId);
        TaskCompletionSource<BackendResponse> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id] = answer;

        // Said before this returns: who asks in an order, is heard in it.
        _outbox.Add(new BackendMessage.Request(id, request));
        if (_lost.Task.IsCompleted)
        {
            Fail(answer);
        }

        return AwaitAsync(id, request, answer.Task, cancellationToken);
    }

    /// <summary>Says that a backend isn't needed any more.</summary>
    public void Release(int backend) => _outbox.Add(new BackendMessage.Release(backend));

    /// <summary>Lets the process end.</summary>
    public async ValueTask DisposeAsync()
    {
        _outbox.Close(TimeSpan.FromSeconds(1));
        await Task.Run(_process.End);
        await _pings.DisposeAsync();
        _ = await Lost;
        _outbox.Dispose();
        _process.Dispose();
    }

    private async Task<BackendResponse> AwaitAsync(int id, BackendRequest request, Task<BackendResponse> answer, CancellationToken cancellationToken)
    {
        try
        {
            Task<BackendResponse> awaited = answer.WaitAsync(cancellationToken);
            return request is BackendRequest.RunProbe ? await awaited : await WithLimitAsync(awaited, $"answer ({request.GetType().Name})", _options.RequestLimit);
        }
        catch (OperationCanceledException)
        {
            _outbox.Add(new BackendMessage.Cancel(id));
            throw;
        }
        finally
        {
            _ = _asked.TryRemove(id, out _);
        }
    }

    // What doesn't answer, hangs. Ending it is harmless: nothing is lost with it.
    private async Task<T> WithLimitAsync<T>(Task<T> work, string what, TimeSpan limit)
    {
        try
        {
            return await work.WaitAsync(limit, _clock);
        }
        catch (TimeoutException)
        {
            EndFor($"took longer than {limit.TotalSeconds:0} s to {what}");
            throw new HostLostException($"the plugin host {await _lost.Task}");
        }
    }

    private void Read()
    {
        string why;
        try
        {
            while (_process.Frames.Read() is { } message)
            {
                _silence = 0;
                Hear(message);
            }

            why = "";
        }
        catch (Exception exception) when (exception is ProtocolException or IOException or ObjectDisposedException)
        {
            why = exception is ProtocolException ? $"said what no host says: {exception.Message.TrimEnd('.')}" : "";
        }

        End(why);
    }

    private void Hear(BackendMessage message)
    {
        switch (message)
        {
            case BackendMessage.Hello { Protocol: not BackendFrames.Protocol } hello:
                throw new ProtocolException($"it speaks protocol {hello.Protocol}, not {BackendFrames.Protocol}");
            case BackendMessage.Hello or BackendMessage.Pong:
                break;
            case BackendMessage.Loaded loaded:
                _ = _loaded.TrySetResult(loaded);
                break;
            case BackendMessage.Response response:
                // Of a request that was given up, there may be an answer that nobody wants.
                if (_asked.TryGetValue(response.Id, out TaskCompletionSource<BackendResponse>? answer))
                {
                    _ = answer.TrySetResult(response.Content);
                }

                break;
            case BackendMessage.Started or BackendMessage.Ended:
                _hear(message);
                break;
            default:
                throw new ProtocolException($"{message.GetType().Name} is nothing that a host says");
        }
    }

    private void End(string protocolProblem)
    {
        if (protocolProblem.Length > 0)
        {
            _process.Kill();
        }

        string end = _process.DescribeEnd();
        _ = _lost.TrySetResult(_killedFor is { } reason ? reason : protocolProblem.Length > 0 ? protocolProblem : end);
        _ = _loaded.TrySetException(Lossage());
        foreach (TaskCompletionSource<BackendResponse> answer in _asked.Values)
        {
            Fail(answer);
        }
    }

    private void Ping()
    {
        if (Interlocked.Increment(ref _silence) > _options.SilentPings)
        {
            EndFor("doesn't answer");
        }
        else
        {
            _outbox.Add(new BackendMessage.Ping());
        }
    }

    private void EndFor(string reason)
    {
        _killedFor ??= reason;
        _process.Kill();
    }

    private void Refuse(BackendMessage message, ProtocolException problem)
    {
        if (message is BackendMessage.Request request && _asked.TryGetValue(request.Id, out TaskCompletionSource<BackendResponse>? answer))
        {
            _ = answer.TrySetResult(new BackendResponse.Failed($"The request can't be told: {problem.Message}", []));
        }
    }

    private void Fail(TaskCompletionSource<BackendResponse> answer) => answer.TrySetException(Lossage());

    // A new one each time: it is thrown in several places.
    private HostLostException Lossage() => new($"the plugin host {(_lost.Task.IsCompletedSuccessfully ? _lost.Task.GetAwaiter().GetResult() : "is gone")}");
}
