using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Staging;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Scheduling;

/// <summary>Runs attempts as jobs of a batch scheduler: Slurm, PBS, Grid Engine, LSF. They go on without the engine.</summary>
/// <remarks>Each attempt has a directory of its own that its job sees as well, its playground. The script in it, the first to make the directory
/// <c>claim</c> there, runs the steps and leaves a verdict: the truth. The scheduler says queued, running, gone, and why.</remarks>
public sealed class ScheduledBackend : IBackend, IDisposable
{
    private readonly SchedulerDesk _desk;
    private readonly SubmissionQueue _queue;
    private readonly ScheduledObserver _observer;
    private readonly ScheduledEnder _ender;
    private readonly JobFinder _finder;
    private readonly JobQueries _queries;
    private readonly ResultFetcher _results;
    private readonly Func<Probe, CancellationToken, Task<Verdict>> _probe;
    private readonly TimeProvider _clock;

    /// <param name="scheduler">Which.</param>
    /// <param name="host">Where its commands are run.</param>
    /// <param name="settings">What was declared.</param>
    /// <param name="context">What every backend is made of.</param>
    /// <param name="probe">Runs probes on the host.</param>
    /// <param name="staging">How the host gets the project's files; null when it has them.</param>
    internal ScheduledBackend(
        IScheduler scheduler,
        IHost host,
        ScheduledSettings settings,
        BackendContext context,
        Func<Probe, CancellationToken, Task<Verdict>> probe,
        IStaging? staging = null)
    {
        UniqueNames names = new(context.Clock);
        _desk = new SchedulerDesk(scheduler, host, settings, staging ?? new SharedFiles());
        _results = new ResultFetcher(_desk.Staging, settings.Poll, context.Clock);
        _queue = new SubmissionQueue(new JobSubmitter(_desk, context.BaseEnvironment), _desk, context.Clock);
        _finder = new JobFinder(_desk, _queue);
        _observer = new ScheduledObserver(_desk, _finder, names, context.Clock);
        _ender = new ScheduledEnder(_desk, _queue, _finder, names);
        _queries = new JobQueries(_desk, _finder);
        _probe = probe;
        _clock = context.Clock;
    }

    /// <inheritdoc/>
    public string Name => _desk.Settings.Name;

    /// <inheritdoc/>
    public bool OutlivesEngine => true;

    /// <inheritdoc/>
    public TimeSpan? PollInterval => _desk.Settings.Poll;

    /// <inheritdoc/>
    public int? Capacity => _desk.Settings.Limit;

    /// <inheritdoc/>
    public ValueList<QueryDescription> Queries => _queries.Names;

    /// <summary>Absolute path, on the host, of the directory of an attempt.</summary>
    /// <param name="id">Any; nothing need be there.</param>
    public string PlaygroundOf(AttemptId id) => _desk.Root.Of(id).Path;

    /// <inheritdoc/>
    public void Start(ValueList<Attempt> attempts, IAttemptListener listener) => _queue.Add(attempts, listener);

    /// <inheritdoc/>
    public async Task<ValueList<AttemptObservation>> ObserveAsync(ValueList<AttemptReference> attempts, CancellationToken cancellationToken)
    {
        AttemptObservation?[] known =
        [
            .. attempts.Select(AttemptObservation? (attempt) => _queue.DelayOf(attempt.Id) is { } delay
                ? new AttemptObservation.Alive(delay) { IsWaiting = true }
                : _results.EndOf(attempt.Id)),
        ];
        ValueList<AttemptReference> others = attempts.Where((_, i) => known[i] is null).ToValueList();
        ValueList<AttemptObservation> observations = others.IsEmpty ? [] : await ObserveOthersAsync(others, cancellationToken);
        int next = 0;
        AttemptObservation[] all = [.. known.Select(one => one ?? observations[next++])];
        return await _results.SettleAsync(attempts, all, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ValueList<KillAnswer>> KillAsync(ValueList<AttemptReference> attempts, KillStrength strength, CancellationToken cancellationToken) =>
        _ender.EndAsync(attempts, strength, cancellationToken);

    /// <inheritdoc/>
    public async Task<ValueList<AttemptReference>> FindAsync(string project, string projectDirectory, CancellationToken cancellationToken)
    {
        try
        {
            return await FindUnfinishedAsync(project, projectDirectory, cancellationToken);
        }
        catch (BackendException)
        {
            // Who can't be asked must not keep a run from beginning; the next one finds what this one didn't.
            return [];
        }
    }

    /// <inheritdoc/>
    public Task<Verdict> ProbeAsync(Probe probe, CancellationToken cancellationToken) => _probe(probe, cancellationToken);

    /// <inheritdoc/>
    public Task<QueryAnswer> QueryAsync(QueriedAttempt attempt, string query, CancellationToken cancellationToken) =>
        _queries.AnswerAsync(attempt, query, cancellationToken);

    /// <inheritdoc/>
    public async Task<BackendDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        string root = Shell.Quote(_desk.Settings.Root);
        ValueList<CommandOutcome> outcomes = await _desk.RunAsync(
            [$"mkdir -p {root} && [ -w {root} ]", .. HostFacts.Commands(_desk.Settings.Root), .. _desk.Scheduler.DescribeCommands.Select(_desk.Prepare)], cancellationToken);
        BackendDescription description = _desk.Scheduler.ReadDescription(outcomes.Skip(1 + HostFacts.Count).ToValueList());
        (ValueList<NamedValue> facts, ValueList<string> problems) = HostFacts.Read(outcomes.Skip(1).Take(HostFacts.Count).ToValueList(), _clock.GetUtcNow());
        return description with
        {
            Facts = [new NamedValue("host", _desk.Host.Name), new NamedValue("playgrounds", _desk.Settings.Root), .. facts, .. description.Facts],
            Problems = [.. outcomes[0].Code == 0 ? Array.Empty<string>() : [$"{_desk.Settings.Root} can't be written: {outcomes[0].Errors.Trim()}"], .. problems, .. description.Problems],
        };
    }

    /// <summary>Stops handing attempts over; what was handed over goes on.</summary>
    public void Dispose()
    {
        _queue.Dispose();
        _results.Dispose();
    }

    private async Task<ValueList<AttemptReference>> FindUnfinishedAsync(string project, string projectDirectory, CancellationToken cancellationToken)
    {
        CommandOutcome outcome = await _desk.RunAsync(_desk.Playgrounds.ListUnfinished(project, _desk.Staging.PlaceProject(projectDirectory)), cancellationToken);
        ValueList<AttemptReference> unfinished = outcome.Output.Split('\n').Select(AttemptHeaders.Parse).OfType<AttemptId>()
            .Select(id => new AttemptReference(id, "")).ToValueList();
        if (unfinished.IsEmpty)
        {
            return [];
        }

        FoundJobs found = await _finder.FindAsync(unfinished, cancellationToken);
        ValueList<AttemptReference> queued = unfinished.Where(attempt => found.JobOf(attempt) is not null).ToValueList();
        ValueList<AttemptObservation> observations = await ObserveAsync(queued, cancellationToken);
        return queued.Where((_, i) => observations[i] is AttemptObservation.Alive)
            .Select(attempt => attempt with { Handle = JobHandle.Of(_desk.Scheduler.Kind, found.JobOf(attempt) ?? "") }).ToValueList();
    }

    private async Task<ValueList<AttemptObservation>> ObserveOthersAsync(ValueList<AttemptReference> attempts, CancellationToken cancellationToken)
    {
        try
        {
            return await _observer.ObserveAsync(attempts, cancellationToken);
        }
        catch (BackendException failure)
        {
            return attempts.Select(AttemptObservation (_) => new AttemptObservation.Unknown(failure.Message)).ToValueList();
        }
    }
}
