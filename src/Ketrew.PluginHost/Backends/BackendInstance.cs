using System.Diagnostics;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Protocol.Backends;
using Ketrew.Sdk.Syntax;

namespace Ketrew.PluginHost.Backends;

/// <summary>One backend of a plugin. Each request is a task of its own, begun when the starts before it have returned: what is asked about an attempt comes after it.</summary>
/// <param name="plugins">Where its class is.</param>
/// <param name="outbox">To the engine.</param>
internal sealed class BackendInstance(BackendPlugins plugins, BackendOutbox outbox)
{
    private Task<BackendResponse> _last = Task.FromResult<BackendResponse>(new BackendResponse.Done());
    private IBackend? _backend;

    /// <summary>Begins to answer; called by one thread, in the order of the requests.</summary>
    public Task<BackendResponse> AnswerAsync(BackendRequest request, CancellationToken cancellationToken)
    {
        Task<BackendResponse> answer = AnswerAsync(_last, request, cancellationToken);
        if (request is BackendRequest.Create or BackendRequest.Start)
        {
            _last = answer;
        }

        return answer;
    }

    /// <summary>Lets go of what it holds; its attempts go on, if that is their nature.</summary>
    public async Task ReleaseAsync()
    {
        await _last.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        switch (_backend)
        {
            case IAsyncDisposable backend:
                await backend.DisposeAsync();
                break;
            case IDisposable backend:
                backend.Dispose();
                break;
        }
    }

    private async Task<BackendResponse> AnswerAsync(Task earlier, BackendRequest request, CancellationToken cancellationToken)
    {
        await earlier.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            return request is BackendRequest.Create create ? Create(create) : await AskAsync(request, cancellationToken);
        }
#pragma warning disable CA1031 // A plugin may throw anything; this is its boundary.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return BackendFailure.Of(exception);
        }
    }

    private BackendResponse.Created Create(BackendRequest.Create create)
    {
        BackendSettings settings = new(SettingPlaces.Number((MappingNode)create.Settings), create.Owner);
        BackendContext context = new()
        {
            Name = create.Name,
            Settings = settings,
            ProjectDirectory = create.ProjectDirectory,
            PlaygroundRoot = create.PlaygroundRoot,
            BaseEnvironment = create.BaseEnvironment,
            MachineName = create.MachineName,
        };
        try
        {
            _backend = plugins.Create(create.Kind, context);
            return new BackendResponse.Created(
                _backend.OutlivesEngine, _backend.PollInterval, _backend.Capacity, _backend.Queries, ProblemsOf(settings), null);
        }
#pragma warning disable CA1031 // As above; what is mistaken in the settings may be why it threw.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new BackendResponse.Created(false, null, null, [], ProblemsOf(settings), BackendFailure.Of(exception));
        }
    }

    private async Task<BackendResponse> AskAsync(BackendRequest request, CancellationToken cancellationToken)
    {
        IBackend backend = _backend ?? throw new BackendException("The backend was not made.");
        return request switch
        {
            BackendRequest.Start start => Start(backend, start),
            BackendRequest.Observe observe => new BackendResponse.Observed(await backend.ObserveAsync(observe.Attempts, cancellationToken)),
            BackendRequest.Kill kill => new BackendResponse.Killed(await backend.KillAsync(kill.Attempts, kill.Strength, cancellationToken)),
            BackendRequest.Find find => new BackendResponse.Found(await backend.FindAsync(find.Project, find.ProjectDirectory, cancellationToken)),
            BackendRequest.RunProbe probe => new BackendResponse.Probed(await backend.ProbeAsync(probe.Probe, cancellationToken)),
            BackendRequest.Query query => new BackendResponse.Answered(await backend.QueryAsync(query.Attempt, query.Name, cancellationToken)),
            BackendRequest.Describe => new BackendResponse.Described(await backend.DescribeAsync(cancellationToken)),
            _ => throw new UnreachableException(),
        };
    }

    private BackendResponse.Done Start(IBackend backend, BackendRequest.Start start)
    {
        Dictionary<AttemptId, long> tickets = start.Tickets.ToDictionary(ticket => ticket.Attempt.Id, ticket => ticket.Ticket);
        backend.Start([.. start.Tickets.Select(ticket => ticket.Attempt)], new TicketListener(start.Backend, tickets, outbox));
        return new BackendResponse.Done();
    }

    private static SettingProblem[] ProblemsOf(BackendSettings settings) =>
        [.. settings.Problems().Select(problem => new SettingProblem(problem.Code, problem.Message, problem.Hint, SettingPlaces.NumberOf(problem.Span)))];
}
