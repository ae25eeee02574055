using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Local;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Perilous;

/// <summary>Runs attempts as `daemonize` or `local` do, until it meets a peril.</summary>
[Backend("perilous")]
public sealed class PerilousBackend : IBackend
{
    private readonly IBackend _inner;
    private readonly Perils _perils;

    public PerilousBackend(BackendContext context)
    {
        Name = context.Name;
        _perils = new Perils(context.Settings.Text("perils") ?? "");
        string over = context.Settings.OneOf("over", "daemonize", "local") ?? "daemonize";
        string place = Path.Combine(Path.GetDirectoryName(context.PlaygroundRoot)!, "host");
        string draft = $"{place}.{Guid.NewGuid():N}";
        File.WriteAllText(draft, $"{Environment.ProcessId}");
        File.Move(draft, place, overwrite: true);
        _perils.Meet("make");
        _inner = over == "local"
            ? new LocalBackend(context.BaseEnvironment, context.MachineName, context.Clock)
            : new DaemonizeBackend(context.PlaygroundRoot, context.BaseEnvironment, context.MachineName, context.Clock);
        IsSilent = over == "daemonize" && context.Settings.Flag("polled") != false;
    }

    public string Name { get; }

    public bool OutlivesEngine => _inner.OutlivesEngine;

    public TimeSpan? PollInterval => IsSilent ? _inner.PollInterval : null;

    private bool IsSilent { get; }

    public void Start(ValueList<Attempt> attempts, IAttemptListener listener)
    {
        _perils.Meet("start");
        _inner.Start(attempts, new PerilousListener(listener, _perils, this));
        _perils.Meet("after-start");
    }

    public Task<ValueList<AttemptObservation>> ObserveAsync(ValueList<AttemptReference> attempts, CancellationToken cancellationToken) =>
        MeetAsync("observe", () => _inner.ObserveAsync(attempts, cancellationToken));

    public Task<ValueList<KillAnswer>> KillAsync(ValueList<AttemptReference> attempts, KillStrength strength, CancellationToken cancellationToken) =>
        MeetAsync("kill", () => _inner.KillAsync(attempts, strength, cancellationToken));

    public Task<ValueList<AttemptReference>> FindAsync(string project, string projectDirectory, CancellationToken cancellationToken) =>
        MeetAsync("find", () => _inner.FindAsync(project, projectDirectory, cancellationToken));

    public Task<Verdict> ProbeAsync(Probe probe, CancellationToken cancellationToken) => MeetAsync("probe", () => _inner.ProbeAsync(probe, cancellationToken));

    public Task<BackendDescription> DescribeAsync(CancellationToken cancellationToken) =>
        MeetAsync("describe", () => Task.FromResult(new BackendDescription { Facts = [new("process", $"{Environment.ProcessId}")], Problems = ["it is perilous"] }));

    private async Task<T> MeetAsync<T>(string moment, Func<Task<T>> act)
    {
        _perils.Meet(moment);
        T result = await act();
        _perils.Meet($"after-{moment}");
        return result;
    }

    // Where the engine isn't to ask for ends, they are told as soon as they are seen.
    private async Task WatchAsync(AttemptReference attempt, IAttemptListener listener)
    {
        while (true)
        {
            if ((await _inner.ObserveAsync([attempt], CancellationToken.None))[0] is AttemptObservation.Ended ended)
            {
                _perils.Meet("ended");
                listener.Ended(attempt.Id, ended.Verdict);
                return;
            }

            await Task.Delay(10);
        }
    }

    private sealed class PerilousListener(IAttemptListener listener, Perils perils, PerilousBackend backend) : IAttemptListener
    {
        public void Started(AttemptReference attempt, string host)
        {
            if (perils.Meet("started"))
            {
                return;
            }

            listener.Started(attempt, host);
            perils.Meet("after-started");
            if (backend._inner.PollInterval is not null && backend.PollInterval is null)
            {
                _ = backend.WatchAsync(attempt, listener);
            }
        }

        public void Ended(AttemptId id, Verdict verdict)
        {
            perils.Meet("ended");
            listener.Ended(id, verdict);
        }
    }
}
