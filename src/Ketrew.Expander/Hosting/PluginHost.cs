using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Hosting;

/// <summary>Expands custom stanzas in a process of their own, which is started when it is first needed and again when it is lost. Not thread-safe.</summary>
internal sealed class PluginHost(PluginHostOptions options) : IDisposable
{
    private HostSession? _session;
    private SandboxLevel _level = options.SandboxLimit;
    private string? _fallback;

    /// <summary>How many processes it took so far; 0 while nothing had to be expanded.</summary>
    public int ProcessesStarted { get; private set; }

    /// <summary>How far the sandbox was closed for what has been expanded; of several processes the weakest counts. Null while nothing was.</summary>
    public SandboxState? Sandbox { get; private set; }

    /// <summary>Starts the process without waiting for it, so that it comes up while the caller does something else. Needn't be called.</summary>
    /// <exception cref="KetrewException">There is no host, or it can't be started.</exception>
    public void Start()
    {
        if (_session is null)
        {
            _session = new HostSession(options.Location ?? PluginHostLocation.Find(), options, _level);
            ProcessesStarted++;
        }
    }

    /// <summary>Expands queries in their order. Blocks until each has its outcome.</summary>
    /// <param name="queries">May be empty.</param>
    /// <param name="observer">Called on this thread; what it throws ends the batch and comes out of this call.</param>
    /// <param name="cancellationToken">Kills the process.</param>
    /// <exception cref="OperationCanceledException">The token.</exception>
    /// <exception cref="KetrewException">There is no host, it can't be started, or it is none.</exception>
    public void Expand(IReadOnlyList<StanzaQuery> queries, IExpansionObserver observer, CancellationToken cancellationToken)
    {
        Run(new ExpansionBatch(queries, observer), cancellationToken);
    }

    /// <summary>Compiles single-file plugins in their order. Blocks until each has its outcome.</summary>
    /// <param name="sources">At least one; keys are unique.</param>
    /// <param name="cancellationToken">Kills the process.</param>
    /// <returns>By key.</returns>
    /// <exception cref="OperationCanceledException">The token.</exception>
    /// <exception cref="KetrewException">There is no host, it can't be started, or it is none.</exception>
    public IReadOnlyDictionary<string, CompilationOutcome> Compile(IReadOnlyList<PluginSource> sources, CancellationToken cancellationToken)
    {
        CompilationBatch batch = new(sources);
        if (_session?.Sandbox is not null)
        {
            // The compiler opens files.
            Dispose();
        }

        Run(batch, cancellationToken);
        return batch.Outcomes;
    }

    /// <summary>Asks what the stanzas of a plugin take. Blocks until there is an answer.</summary>
    /// <param name="plugin">Any.</param>
    /// <param name="problem">Why there is no answer, as one clause; null when there is one.</param>
    /// <param name="cancellationToken">Kills the process.</param>
    /// <returns>Its stanzas; empty when there is a problem.</returns>
    /// <exception cref="OperationCanceledException">The token.</exception>
    /// <exception cref="KetrewException">There is no host, it can't be started, or it is none.</exception>
    public ValueList<StanzaDescription> Describe(HostedPlugin plugin, out string? problem, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Start();
        HostSession session = _session!;
        bool isHealthy = false;
        try
        {
            using CancellationTokenRegistration killing = cancellationToken.UnsafeRegister(static killed => ((HostSession)killed!).Kill(), session);
            Confine(session);
            ValueList<StanzaDescription> stanzas = session.Describe(plugin, out problem);
            isHealthy = !cancellationToken.IsCancellationRequested;
            return stanzas;
        }
        catch (KetrewException) when (TryFallBack(session))
        {
            Dispose();
            return Describe(plugin, out problem, cancellationToken);
        }
        catch (Exception exception) when (exception is ExpansionLimitException or ProtocolException or HostLostException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            problem = session.Watchdog.HasExpired ? $"it took longer than {session.Watchdog.Limit.TotalSeconds:0} s" : exception is HostLostException ? $"the plugin host {session.DescribeEnd()}" : "the plugin host said what no host says";
            return [];
        }
        finally
        {
            // Not the one that took its place.
            if (!isHealthy && _session == session)
            {
                Dispose();
            }
        }
    }

    /// <summary>Closes the sandbox without giving a plugin to it. Blocks until that is done.</summary>
    /// <param name="cancellationToken">Kills the process.</param>
    /// <exception cref="OperationCanceledException">The token.</exception>
    /// <exception cref="KetrewException">There is no host, it can't be started, or it is none.</exception>
    public SandboxState Probe(CancellationToken cancellationToken)
    {
        Run(new EmptyBatch(), cancellationToken);
        return Sandbox!;
    }

    /// <summary>Kills the process.</summary>
    public void Dispose()
    {
        _session?.Dispose();
        _session = null;
    }

    private void Run(IHostBatch batch, CancellationToken cancellationToken)
    {
        while (!batch.IsComplete)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Start();
            RunSession(_session!, batch, cancellationToken);
        }
    }

    private void RunSession(HostSession session, IHostBatch batch, CancellationToken cancellationToken)
    {
        bool isHealthy = false;
        try
        {
            using (cancellationToken.UnsafeRegister(static killed => ((HostSession)killed!).Kill(), session))
            {
                if (batch.RunsPlugins)
                {
                    Confine(session);
                }

                batch.Run(session);
            }

            isHealthy = !cancellationToken.IsCancellationRequested;
        }
        catch (KetrewException) when (TryFallBack(session))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (Exception exception) when (exception is ExpansionLimitException or ProtocolException or HostLostException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Judge(session, batch, exception) is { } outcome)
            {
                batch.EndSuspect(outcome);
            }
        }
        finally
        {
            if (!isHealthy)
            {
                Dispose();
            }
        }
    }

    private void Confine(HostSession session)
    {
        session.Confine();
        SandboxState state = _fallback is { } fallback ? session.Sandbox! with { Reason = fallback } : session.Sandbox!;
        Sandbox = Sandbox is { } earlier && earlier.Level <= state.Level ? earlier : state;
        if (state.Level < options.RequiredSandbox)
        {
            throw new KetrewException($"Plugins may run at sandbox level {options.RequiredSandbox:D} only, and this machine reaches {state.Level:D}: {state.Reason}.")
            {
                Hint = "ketrew doctor",
            };
        }
    }

    // A machine on which no host comes up in the closed sandbox can still expand, and says at which level. Where one came up, a plugin has been at work since.
    private bool TryFallBack(HostSession session)
    {
        if (session.StartProblem is null || _level < SandboxLevel.Kernel || Sandbox is not null)
        {
            return false;
        }

        _level = SandboxLevel.Process;
        _fallback = $"the plugin host doesn't come up in it: {session.StartProblem}";
        return true;
    }

    // Null: try again in a new process.
    private static ExpansionOutcome? Judge(HostSession session, IHostBatch batch, Exception exception) => exception switch
    {
        ExpansionLimitException reached => new ExpansionOutcome.TooMuch(reached.Limit, reached.Value),
        _ when session.Watchdog.HasExpiredNow => new ExpansionOutcome.TimedOut(session.Watchdog.Limit, session.Log),
        // The one before it ran out of time in the very moment it was done: this one has done nothing.
        _ when session.Watchdog.HasExpired => null,
        _ when !batch.CountCrash() => null,
        ProtocolException => new ExpansionOutcome.HostCrashed(exception.Message, session.Log),
        _ => new ExpansionOutcome.HostCrashed($"The plugin host {session.DescribeEnd()}.", session.Log),
    };
}
