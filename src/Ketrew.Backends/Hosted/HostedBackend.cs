using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Protocol.Backends;

namespace Ketrew.Backends.Hosted;

/// <summary>A backend of a plugin, which runs in the process of <see cref="HostedBackends"/>. While there is no process, its attempts are unknown, and what is asked waits for the next one.</summary>
public sealed class HostedBackend : IBackend, IDisposable
{
    private readonly HostedLink _link;
    private readonly StartBook _starts = new();
    private readonly HostedRecovery _recovery;
    private BackendResponse.Created? _facts;

    internal HostedBackend(HostedBackends hosts, int number, BackendContext context, string kind)
    {
        Name = context.Name;
        _link = new HostedLink(hosts, number, context, kind, TakeUp, Resume);
        _recovery = new HostedRecovery(_link, _starts, hosts.Options, hosts.Clock);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public bool OutlivesEngine => _facts?.OutlivesEngine ?? false;

    /// <inheritdoc/>
    public TimeSpan? PollInterval => _facts?.PollInterval;

    /// <inheritdoc/>
    public int? Capacity => _facts?.Capacity;

    /// <inheritdoc/>
    public ValueList<QueryDescription> Queries => _facts?.Queries ?? [];

    /// <inheritdoc/>
    public void Start(ValueList<Attempt> attempts, IAttemptListener listener)
    {
        _starts.Add(attempts, listener);

        // While there is no process, the next one is sent them.
        if (_link.Current is { } connection)
        {
            _recovery.Send(connection, isAgain: false);
        }
    }

    /// <inheritdoc/>
    public async Task<ValueList<AttemptObservation>> ObserveAsync(ValueList<AttemptReference> attempts, CancellationToken cancellationToken)
    {
        if (attempts.IsEmpty)
        {
            return [];
        }

        string why = _link.Trouble;
        if (_link.Current is { } connection)
        {
            try
            {
                return await _recovery.ObserveAsync(connection, attempts, cancellationToken);
            }
            catch (HostLostException lost)
            {
                why = lost.Message;
            }
            catch (BackendException failure)
            {
                why = failure.Message;
            }
        }

        return [.. attempts.Select(_ => new AttemptObservation.Unknown(why))];
    }

    /// <inheritdoc/>
    public async Task<ValueList<KillAnswer>> KillAsync(ValueList<AttemptReference> attempts, KillStrength strength, CancellationToken cancellationToken)
    {
        if (attempts.IsEmpty)
        {
            return [];
        }

        try
        {
            BackendResponse.Killed killed = await _link.AskAsync<BackendResponse.Killed>(new BackendRequest.Kill(_link.Number, attempts, strength), cancellationToken);
            return killed.Answers.Count == attempts.Count ? killed.Answers : [.. attempts.Select(_ => KillAnswer.Unknown)];
        }
        catch (BackendException)
        {
            return [.. attempts.Select(_ => KillAnswer.Unknown)];
        }
    }

    /// <inheritdoc/>
    public async Task<ValueList<AttemptReference>> FindAsync(string project, string projectDirectory, CancellationToken cancellationToken) =>
        (await _link.AskAsync<BackendResponse.Found>(new BackendRequest.Find(_link.Number, project, projectDirectory), cancellationToken)).Attempts;

    /// <inheritdoc/>
    public async Task<Verdict> ProbeAsync(Probe probe, CancellationToken cancellationToken) =>
        (await _link.AskAsync<BackendResponse.Probed>(new BackendRequest.RunProbe(_link.Number, probe), cancellationToken)).Verdict;

    /// <inheritdoc/>
    public async Task<QueryAnswer> QueryAsync(QueriedAttempt attempt, string query, CancellationToken cancellationToken) =>
        (await _link.AskAsync<BackendResponse.Answered>(new BackendRequest.Query(_link.Number, attempt, query), cancellationToken)).Answer;

    /// <inheritdoc/>
    public async Task<BackendDescription> DescribeAsync(CancellationToken cancellationToken) =>
        (await _link.AskAsync<BackendResponse.Described>(new BackendRequest.Describe(_link.Number), cancellationToken)).Description;

    /// <summary>Gives it up. What it started goes on, if that is its nature.</summary>
    public void Dispose() => _link.Dispose();

    /// <summary>Makes it for the first time, and keeps it made.</summary>
    internal Task MakeAsync(CancellationToken cancellationToken) => _link.OpenAsync(cancellationToken);

    /// <summary>An attempt began. What begins where the engine has to ask for the end is off our hands.</summary>
    internal void HearStarted(BackendMessage.Started started) => _starts.Begin(started, isLast: PollInterval is not null);

    /// <summary>An attempt is over.</summary>
    internal void HearEnded(long ticket, Verdict verdict) => _starts.End(ticket, verdict);

    // It is made in a new process: what is under way is taken up there before anything else is asked.
    private void TakeUp(PluginConnection connection, BackendResponse.Created facts)
    {
        // Those of the first time have been told.
        _facts ??= facts;
        _recovery.TakeUp(connection, facts.OutlivesEngine);
    }

    // What was to be started while it was taken up found no process to go to.
    private void Resume(PluginConnection connection) => _recovery.Send(connection, isAgain: false);
}
