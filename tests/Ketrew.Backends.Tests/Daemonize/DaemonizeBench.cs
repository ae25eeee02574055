using System.Runtime.Versioning;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Processes;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk.Backends;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Daemonize;

/// <summary>A daemonize backend whose clock stands still until a test turns it.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class DaemonizeBench
{
    private const string Host = "testhost";
    private const string SystemCounter = "/proc/vmstat";

    public DaemonizeBench()
        : this(Machine.Read(Host))
    {
    }

    public DaemonizeBench(Machine machine)
    {
        Machine = machine;
        Bench = new Bench(bench => MakeBackend(bench, SystemCounter));
    }

    public Machine Machine { get; }

    public ManualClock Clock { get; } = new();

    public Bench Bench { get; }

    public IBackend Backend => Bench.Backend;

    /// <summary>A further engine's.</summary>
    /// <param name="memoryCounter">What it takes for the kernel's count of processes ended for lack of memory.</param>
    public DaemonizeBackend MakeBackend(string memoryCounter = SystemCounter) => MakeBackend(Bench, memoryCounter);

    /// <summary>A further engine's, on what it takes for its machine.</summary>
    public DaemonizeBackend MakeBackend(Machine machine) =>
        new(Bench.Directory["playgrounds"], Bench.BaseSet, machine, new MemoryKills(SystemCounter), Clock);

    private DaemonizeBackend MakeBackend(Bench bench, string memoryCounter) =>
        new(bench.Directory["playgrounds"], Bench.BaseSet, Machine, new MemoryKills(memoryCounter), Clock);

    public Playground PlaygroundOf(AttemptId id) => new PlaygroundRoot(Bench.Directory["playgrounds"]).Of(id);

    public Attempt NewAttempt(string script, int number = 1) => Bench.NewAttempt(Bench.Shell(script), number);

    /// <summary>Runs an attempt that says <c>ready</c> and awaits it.</summary>
    public Task<AttemptReference> StartAsync(string script) => Bench.StartAsync(NewAttempt(script), "ready");

    /// <summary>Runs an attempt to its end without anybody having looked for it.</summary>
    public async Task<AttemptReference> RunUnseenAsync(string script, int number = 1)
    {
        Attempt attempt = NewAttempt(script, number);
        Listener listener = await Bench.StartAsync(attempt);
        AttemptReference reference = await listener.StartedAsync();
        await Bench.WaitAsync(() => !Signal.IsAlive(Process(reference).ProcessId));
        return reference;
    }

    public Task<AttemptObservation> ObserveAsync(AttemptReference attempt) => Bench.ObserveAsync(Backend, attempt);

    public Task<KillAnswer> KillAsync(AttemptReference attempt, KillStrength strength) => Bench.KillAsync(Backend, attempt, strength);

    public async Task<Verdict> VerdictAsync(AttemptReference attempt) =>
        Assert.IsType<AttemptObservation.Ended>(await ObserveAsync(attempt)).Verdict;

    /// <summary>What is said after the grace of an attempt that is first missed now.</summary>
    public async Task<Verdict> VerdictAfterGraceAsync(AttemptReference attempt)
    {
        Assert.Contains("verdict is waited for", Assert.IsType<AttemptObservation.Alive>(await ObserveAsync(attempt)).Detail, StringComparison.Ordinal);
        Clock.Advance(TimeSpan.FromSeconds(2));
        return await VerdictAsync(attempt);
    }

    /// <summary>Says that another process has an attempt.</summary>
    public void Rewrite(AttemptReference attempt, Func<JobProcess, JobProcess> change)
    {
        string path = PlaygroundOf(attempt.Id).Process;
        JobProcess process = Process(attempt);
        File.WriteAllText(path, change(process) + "\n");
    }

    public static JobProcess Process(AttemptReference attempt) =>
        JobProcess.ParseHandle(attempt.Handle) ?? throw new InvalidOperationException($"{attempt.Handle} isn't a handle.");
}
