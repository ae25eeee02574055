using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Protocol.Backends;

namespace Ketrew.Backends.Hosted;

/// <summary>Keeps one backend made in whatever process there is. Thread-safe.</summary>
internal sealed class HostedLink : IDisposable
{
    private readonly HostedBackends _hosts;
    private readonly BackendContext _context;
    private readonly string _kind;
    private readonly Action<PluginConnection, BackendResponse.Created> _takeUp;
    private readonly Action<PluginConnection> _resume;
    private readonly CancellationTokenSource _disposal;
    private readonly Lock _gate = new();
    private Task<PluginConnection>? _making;
    private volatile PluginConnection? _current;
    private int _isDisposed;
    private volatile string _trouble = "there is no plugin host yet";

    /// <param name="hosts">Where processes come from.</param>
    /// <param name="number">What the process calls it.</param>
    /// <param name="context">What it is made of.</param>
    /// <param name="kind">What is made.</param>
    /// <param name="takeUp">Called each time it was made, before anything is asked of it.</param>
    /// <param name="resume">Called when <see cref="Current"/> has changed after that.</param>
    public HostedLink(
        HostedBackends hosts,
        int number,
        BackendContext context,
        string kind,
        Action<PluginConnection, BackendResponse.Created> takeUp,
        Action<PluginConnection> resume)
    {
        (_hosts, Number, _context, _kind, _takeUp, _resume) = (hosts, number, context, kind, takeUp, resume);
        _disposal = CancellationTokenSource.CreateLinkedTokenSource(hosts.Disposal);
        Disposal = _disposal.Token;
    }

    /// <summary>What the process calls it.</summary>
    public int Number { get; }

    /// <summary>The process in which it is made; null while there is none.</summary>
    public PluginConnection? Current => _current is { IsLost: false } connection ? connection : null;

    /// <summary>Why there is none: one clause.</summary>
    public string Trouble => _trouble;

    /// <summary>Ends when this is disposed.</summary>
    public CancellationToken Disposal { get; }

    /// <summary>Makes it for the first time; from then on it is made again whenever its process is lost.</summary>
    /// <exception cref="BackendException">It can't be made.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        _ = await ReadyAsync(cancellationToken);
        _ = KeepAsync();
    }

    /// <summary>Asks for something that may be asked again when the answer was lost with the process.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <exception cref="BackendException">The plugin threw, or there is no process that answers.</exception>
    public async Task<T> AskAsync<T>(BackendRequest request, CancellationToken cancellationToken)
        where T : BackendResponse
    {
        for (int repetition = 1; ; repetition++)
        {
            PluginConnection connection = await ReadyAsync(cancellationToken);
            try
            {
                return await AskAsync<T>(connection, request, cancellationToken);
            }
            catch (HostLostException lost) when (repetition >= _hosts.Options.Repetitions)
            {
                throw new BackendException($"The backend {_context.Name} can't be asked: {lost.Message}.", lost) { IsRecoverable = true };
            }
            catch (HostLostException)
            {
                // There is another one, or will be.
            }
        }
    }

    /// <summary>Asks for something once.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <exception cref="BackendException">The plugin threw, or answered something else.</exception>
    /// <exception cref="HostLostException">The process is gone.</exception>
    public async Task<T> AskAsync<T>(PluginConnection connection, BackendRequest request, CancellationToken cancellationToken)
        where T : BackendResponse => await connection.AskAsync(request, cancellationToken) switch
        {
            T answer => answer,
            BackendResponse.Failed failed => throw ToException(connection, failed),
            var other => throw new BackendException($"The plugin host answered {other.GetType().Name} to {request.GetType().Name}."),
        };

    /// <summary>Gives it up.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _disposal.Cancel();
            _disposal.Dispose();
            _hosts.Forget(Number);
            Current?.Release(Number);
        }
    }

    private Task<PluginConnection> ReadyAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_making is null || HostedBackends.IsOver(_making))
            {
                _making = MakeAsync();
            }

            return _making.WaitAsync(cancellationToken);
        }
    }

    private async Task<PluginConnection> MakeAsync()
    {
        // Not below the lock of the caller.
        await Task.Yield();
        try
        {
            Disposal.ThrowIfCancellationRequested();
            PluginConnection connection = await _hosts.ConnectAsync();
            CheckKind(connection.Plugins);
            BackendResponse.Created facts = await AskAsync<BackendResponse.Created>(connection, ToRequest(), Disposal);
            _context.Settings.Adopt(ProblemsOf(facts));
            if (facts.Failure is { } failure)
            {
                throw ToException(connection, failure);
            }

            _takeUp(connection, facts);
            _current = connection;
            _resume(connection);
            return connection;
        }
        catch (HostLostException lost)
        {
            _trouble = lost.Message;
            throw new BackendException($"The backend {_context.Name} can't be made: {lost.Message}.", lost) { IsRecoverable = true };
        }
        catch (BackendException exception)
        {
            _trouble = exception.Message;
            throw;
        }
    }

    // Why a plugin couldn't be loaded is why its kind isn't there.
    private void CheckKind(LoadedPlugins plugins)
    {
        if (!plugins.Kinds.Any(kind => kind.Kind == _kind))
        {
            IEnumerable<string> problems = plugins.Problems.Select(problem => $"\n  {problem.Plugin.Name}: {problem.Message}");
            throw new BackendException($"No plugin has backends of the kind `{_kind}`.{string.Concat(problems)}");
        }
    }

    // For as long as it isn't disposed.
    private async Task KeepAsync()
    {
        BackOff backOff = new(_hosts.Options, _hosts.Clock);
        while (!Disposal.IsCancellationRequested)
        {
            try
            {
                PluginConnection connection = await ReadyAsync(Disposal);
                _trouble = $"the plugin host {await connection.Lost.WaitAsync(Disposal)}; it is being started again";
            }
            catch (BackendException)
            {
                await Task.Delay(backOff.Next(), _hosts.Clock, Disposal).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private BackendRequest.Create ToRequest() => new(
        Number,
        _kind,
        _context.Name,
        _context.Settings.Owner,
        _context.Settings.Fields,
        _context.ProjectDirectory,
        _context.PlaygroundRoot,
        _context.BaseEnvironment,
        _context.MachineName);

    private IEnumerable<Diagnostic> ProblemsOf(BackendResponse.Created facts)
    {
        IReadOnlyList<SourceSpan?> spans = SettingPlaces.SpansOf(_context.Settings.Fields);
        return facts.Problems.Select(problem => new Diagnostic(
            problem.Code, problem.Message, problem.At > 0 && problem.At <= spans.Count ? spans[problem.At - 1] : _context.Settings.Fields.Span)
        {
            Hint = problem.Hint,
        });
    }

    private BackendException ToException(PluginConnection connection, BackendResponse.Failed failed)
    {
        string plugin = connection.Plugins.Kinds.FirstOrDefault(kind => kind.Kind == _kind)?.Plugin.Name ?? _kind;
        string message = failed.Trace.Length == 0 ? failed.Message : $"The plugin {plugin} failed: {failed.Message}{string.Concat(failed.Trace.Select(line => $"\n  at {line}"))}";
        return new BackendException(message)
        {
            IsRecoverable = failed.IsRecoverable,
            Hint = failed.Hint,
            Command = failed.Command,
            ExitCode = failed.ExitCode,
            StandardError = failed.StandardError,
        };
    }
}
