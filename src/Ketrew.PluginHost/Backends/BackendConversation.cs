using System.Collections.Concurrent;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Protocol.Backends;

namespace Ketrew.PluginHost.Backends;

/// <summary>What the host does for the engine with backends. The reader only hands out work, so that it is there whatever plugins do.</summary>
internal sealed class BackendConversation : IDisposable
{
    private readonly BackendFrames _frames;
    private readonly BackendOutbox _outbox;
    private readonly Dictionary<int, BackendInstance> _backends = [];
    private readonly ConcurrentDictionary<int, CancellationTokenSource> _running = new();
    private BackendPlugins? _plugins;

    /// <param name="frames">To and from the engine.</param>
    public BackendConversation(BackendFrames frames)
    {
        _frames = frames;
        _outbox = new BackendOutbox(frames, Refuse);
    }

    /// <summary>Talks until the engine closes.</summary>
    /// <exception cref="ProtocolException">The engine says something else than the protocol.</exception>
    /// <exception cref="IOException">The engine is gone.</exception>
    public void Run()
    {
        _outbox.Add(new BackendMessage.Hello(BackendFrames.Protocol, SdkContract.Version));
        while (_frames.Read() is { } message)
        {
            Obey(message);
        }
    }

    /// <summary>Lets all backends let go of what they hold.</summary>
    public Task ReleaseAsync() => Task.WhenAll(_backends.Values.Select(backend => backend.ReleaseAsync()));

    /// <inheritdoc/>
    public void Dispose() => _outbox.Dispose();

    private void Obey(BackendMessage message)
    {
        switch (message)
        {
            case BackendMessage.Load load when _plugins is null:
                _plugins = BackendPlugins.Load(load.Plugins);
                _outbox.Add(_plugins.Summary);
                break;
            case BackendMessage.Request request when _plugins is not null:
                _ = AnswerAsync(request);
                break;
            case BackendMessage.Cancel cancel:
                if (_running.TryGetValue(cancel.Id, out CancellationTokenSource? running))
                {
                    _ = running.CancelAsync();
                }

                break;
            case BackendMessage.Release release:
                if (_backends.Remove(release.Backend, out BackendInstance? released))
                {
                    _ = released.ReleaseAsync();
                }

                break;
            case BackendMessage.Ping:
                _outbox.Add(new BackendMessage.Pong());
                break;
            default:
                throw new ProtocolException($"{message.GetType().Name} is nothing that an engine says now.");
        }
    }

    private async Task AnswerAsync(BackendMessage.Request request)
    {
        CancellationTokenSource cancellation = new();
        _running[request.Id] = cancellation;
        BackendResponse response = await InstanceOf(request.Content).AnswerAsync(request.Content, cancellation.Token);

        // Not disposed: a plugin may still look at the token, and nothing but memory hangs on it.
        _ = _running.TryRemove(request.Id, out _);
        _outbox.Add(new BackendMessage.Response(request.Id, response));
    }

    private BackendInstance InstanceOf(BackendRequest request)
    {
        if (request is BackendRequest.Create)
        {
            _backends[request.Backend] = new BackendInstance(_plugins!, _outbox);
        }

        return _backends.TryGetValue(request.Backend, out BackendInstance? backend) ? backend : new BackendInstance(_plugins!, _outbox);
    }

    // Text that isn't Unicode, or more of it than a frame holds: whoever waits for it must hear something.
    private void Refuse(BackendMessage message, ProtocolException problem)
    {
        switch (message)
        {
            case BackendMessage.Response response:
                _outbox.Add(new BackendMessage.Response(response.Id, new BackendResponse.Failed($"The answer can't be told: {problem.Message}", [])));
                break;
            case BackendMessage.Ended ended:
                _outbox.Add(ended with { Verdict = new Sdk.Backends.Verdict.Lost($"its verdict can't be told: {problem.Message}") });
                break;
            default:
                Console.Error.WriteLine(problem.Message);
                break;
        }
    }
}
