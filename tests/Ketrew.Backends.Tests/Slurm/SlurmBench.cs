using System.Runtime.Versioning;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Slurm;

/// <summary>A directory, and backends with settings on a cluster; what a test leaves is ended.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class SlurmBench(SlurmCluster cluster, params string[] settings) : IAsyncDisposable
{
    /// <summary>Waits for what may come late, but not for long.</summary>
    public const string ShortGrace = "grace: 1s";

    private ValueList<AttemptReference> _submitted = [];

    public Bench Work { get; } = new(bench => cluster.MakeBackend(bench.Directory["playgrounds"], new LocalHost("testhost"), [ShortGrace, .. settings]));

    public ScheduledBackend Backend => (ScheduledBackend)Work.Backend;

    public SlurmCluster Cluster => cluster;

    /// <summary>Another engine's, with its own settings, on the same playgrounds.</summary>
    public ScheduledBackend MakeBackend(IHost host, params string[] others) => cluster.MakeBackend(Work.Directory["playgrounds"], host, [ShortGrace, .. others]);

    public Attempt NewAttempt(string script, int number = 1) => Work.NewAttempt(Bench.Shell(script), number);

    /// <summary>Starts an attempt and awaits that it is submitted.</summary>
    public async Task<AttemptReference> SubmitAsync(Attempt attempt) => await (await Work.StartAsync(attempt)).StartedAsync();

    /// <summary>Starts an attempt and awaits that it says <c>ready</c>.</summary>
    public Task<AttemptReference> RunAsync(string script, int number = 1) => Work.StartAsync(NewAttempt(script, number), "ready");

    /// <summary>Starts attempts together, on a backend of this bench, and awaits that all are submitted.</summary>
    public async Task<ValueList<AttemptReference>> SubmitAsync(ScheduledBackend backend, ValueList<Attempt> attempts)
    {
        Many listener = new();
        backend.Start(attempts, listener);
        _submitted = await listener.StartedAsync(attempts.Count);
        return _submitted;
    }

    public Task<AttemptObservation> ObserveAsync(AttemptReference attempt) => Bench.ObserveAsync(Backend, attempt);

    public Task<Verdict> EndAsync(AttemptReference attempt) => Bench.EndAsync(Backend, attempt);

    /// <summary>Looks for an attempt until something can be said of it.</summary>
    public async Task<AttemptObservation> AwaitAsync(AttemptReference attempt, Func<AttemptObservation, bool> isIt)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(1));
        while (true)
        {
            AttemptObservation observation = await ObserveAsync(attempt);
            if (isIt(observation))
            {
                return observation;
            }

            await Task.Delay(50, patience.Token);
        }
    }

    public static string JobOf(AttemptReference attempt) => JobHandle.JobOf("slurm", attempt.Handle) ?? throw new InvalidOperationException($"{attempt.Handle} has no job.");

    public async ValueTask DisposeAsync()
    {
        _ = await Backend.KillAsync(_submitted, KillStrength.Kill, CancellationToken.None);
        await Work.DisposeAsync();
    }
}
