using System.Collections.Concurrent;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Protocol.Backends;

namespace Ketrew.Backends.Hosted;

/// <summary>Backends from plugins, all in one process of their own, which is started when it is first needed and again when it is lost. Thread-safe.</summary>
/// <remarks>Nothing is lost with the process and nothing is done twice: jobs are elsewhere, a start whose answer was lost is repeated,
/// which no backend does twice for one attempt, and attempts are found again by their handles.</remarks>
public sealed class HostedBackends : IAsyncDisposable
{
    private readonly PluginHostCommand _command;
    private readonly ValueList<BackendPlugin> _plugins;
    private readonly TimeProvider _clock;
    private readonly BackOff _backOff;
    private readonly ConcurrentDictionary<int, HostedBackend> _backends = new();
    private readonly CancellationTokenSource _disposal = new();
    private readonly Lock _gate = new();
    private Task<PluginConnection>? _connecting;
    private int _lastNumber;

    /// <summary>Starts nothing yet.</summary>
    /// <param name="command">The plugin host.</param>
    /// <param name="plugins">In the order in which they are loaded: one that another one references comes before it.</param>
    /// <param name="clock">Measures limits and waits.</param>
    public HostedBackends(PluginHostCommand command, ValueList<BackendPlugin> plugins, TimeProvider clock)
        : this(command, plugins, clock, new HostedOptions())
    {
    }

    internal HostedBackends(PluginHostCommand command, ValueList<BackendPlugin> plugins, TimeProvider clock, HostedOptions options)
    {
        (_command, _plugins, _clock, Options) = (command, plugins, clock, options);
        _backOff = new BackOff(options, clock);
        Disposal = _disposal.Token;
    }

    internal HostedOptions Options { get; }

    /// <summary>Ends when this is disposed.</summary>
    internal CancellationToken Disposal { get; }

    internal TimeProvider Clock => _clock;

    /// <summary>Loads the plugins, if that hasn't happened, and says what they hold. Without plugins no process is started.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="BackendException">The process doesn't come up.</exception>
    public async Task<LoadedPlugins> LoadAsync(CancellationToken cancellationToken) =>
        _plugins.IsEmpty ? LoadedPlugins.None : (await ConnectAsync().WaitAsync(cancellationToken)).Plugins;

    /// <summary>Makes a backend. What is mistaken in its settings is in <see cref="BackendSettings.Problems"/> afterwards, also when this throws.</summary>
    /// <param name="context">What it is made of; of the clock, the process has its own.</param>
    /// <param name="kind">One of <see cref="LoadedPlugins.Kinds"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Dispose it to give it up earlier than all others.</returns>
    /// <exception cref="BackendException">Its constructor threw, or the process doesn't come up.</exception>
    public async Task<HostedBackend> CreateAsync(BackendContext context, string kind, CancellationToken cancellationToken)
    {
        int number = Interlocked.Increment(ref _lastNumber);
        HostedBackend backend = new(this, number, context, kind);
        _backends[number] = backend;
        try
        {
            await backend.MakeAsync(cancellationToken);
            return backend;
        }
        catch
        {
            backend.Dispose();
            throw;
        }
    }

    /// <summary>Lets the process end. What backends started goes on, if that is their nature.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Disposal.IsCancellationRequested)
        {
            return;
        }

        await _disposal.CancelAsync();
        _disposal.Dispose();
        Task<PluginConnection>? last;
        lock (_gate)
        {
            last = _connecting;
        }

        try
        {
            if (last is not null)
            {
                await (await last).DisposeAsync();
            }
        }
        catch (Exception exception) when (exception is KetrewException or OperationCanceledException)
        {
            // There is no process.
        }
    }

    /// <summary>The process that there is, or a new one.</summary>
    /// <exception cref="BackendException">It doesn't come up.</exception>
    /// <exception cref="OperationCanceledException">This was disposed.</exception>
    internal Task<PluginConnection> ConnectAsync()
    {
        lock (_gate)
        {
            if (_connecting is null || IsOver(_connecting))
            {
                _connecting = OpenAsync(_connecting, _backOff.Next());
            }

            return _connecting;
        }
    }

    /// <summary>What is told of a backend's attempts goes to nobody any more.</summary>
    internal void Forget(int number) => _backends.TryRemove(number, out _);

    /// <summary>True for what failed, and for what is lost by now.</summary>
    internal static bool IsOver(Task<PluginConnection> connecting) =>
        connecting.IsCompleted && (!connecting.IsCompletedSuccessfully || connecting.GetAwaiter().GetResult().IsLost);

    private async Task<PluginConnection> OpenAsync(Task<PluginConnection>? lost, TimeSpan wait)
    {
        // Not below the lock of the caller.
        await Task.Yield();
        if (lost is { IsCompletedSuccessfully: true })
        {
            await (await lost).DisposeAsync();
        }

        await Task.Delay(wait, _clock, Disposal);
        return await PluginConnection.OpenAsync(_command, _plugins, Options, _clock, Hear);
    }

    private void Hear(BackendMessage message)
    {
        switch (message)
        {
            case BackendMessage.Started started when _backends.TryGetValue(started.Backend, out HostedBackend? backend):
                backend.HearStarted(started);
                break;
            case BackendMessage.Ended ended when _backends.TryGetValue(ended.Backend, out HostedBackend? backend):
                backend.HearEnded(ended.Ticket, ended.Verdict);
                break;
        }
    }
}
