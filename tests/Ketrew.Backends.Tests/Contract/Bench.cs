using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.Versioning;
using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Contract;

/// <summary>A directory to work in, a backend, and attempts for it.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class Bench
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly Func<Bench, IBackend> _make;
    private readonly List<IBackend> _made = [];
    private readonly ConcurrentQueue<AttemptReference> _started = new();

    public Bench(Func<Bench, IBackend> make)
    {
        _make = make;
        Backend = MakeBackend();
    }

    public static ValueList<NamedValue> BaseSet { get; } =
        [new NamedValue("PATH", "/usr/local/bin:/usr/bin:/bin"), new NamedValue("TZ", "Europe/Paris")];

    public TemporaryDirectory Directory { get; } = new();

    public IBackend Backend { get; }

    // Marks are looked for in the whole machine: another test's attempts must not look like ours.
    public RunId Run { get; } = new(Guid.NewGuid().ToString("N"), 1);

    public static Step.Shell Shell(string text) => new(text, ["sh", "-c"]);

    /// <summary>A further engine's, on the same directories.</summary>
    public IBackend MakeBackend()
    {
        IBackend backend = _make(this);
        _made.Add(backend);
        return backend;
    }

    /// <summary>Ends what the test left running.</summary>
    public async Task DisposeAsync()
    {
        _ = await Backend.KillAsync([.. _started], KillStrength.Kill, CancellationToken.None);
        await WaitAsync(() => !ProcessTable.MarkedProcesses().Keys.Any(key => key.Contains(Run.Project, StringComparison.Ordinal)));
        foreach (IDisposable backend in _made.OfType<IDisposable>())
        {
            backend.Dispose();
        }

        Directory.Dispose();
    }

    public Attempt NewAttempt(Step step, int number = 1) => new()
    {
        Id = new AttemptId(Run, new TargetId("src/a:t"), number),
        Steps = [step],
        Directory = Directory.FullPath,
        LogPath = LogPath(number),
    };

    public string Log(int number = 1) => File.ReadAllText(LogPath(number));

    public Task<Verdict> RunAsync(params Step[] steps) => RunAsync(attempt => attempt, steps);

    public Task<Verdict> RunAsync(Func<Attempt, Attempt> change, params Step[] steps) =>
        RunAsync(change(NewAttempt(steps[0]) with { Steps = [.. steps] }));

    public async Task<Verdict> RunAsync(Attempt attempt)
    {
        Listener listener = await StartAsync(attempt);
        return listener.HasEnded ? await listener.EndedAsync() : await EndAsync(listener, attempt.Id);
    }

    /// <summary>Starts an attempt and awaits what is told first.</summary>
    public async Task<Listener> StartAsync(Attempt attempt)
    {
        Listener listener = new();
        _started.Enqueue(new AttemptReference(attempt.Id, ""));
        Backend.Start([attempt], listener);
        await listener.ToldAsync();
        return listener;
    }

    /// <summary>Starts an attempt and awaits a word in its log.</summary>
    public async Task<AttemptReference> StartAsync(Attempt attempt, string word)
    {
        Listener listener = await StartAsync(attempt);
        await LogAsync(word, attempt.Id.Number);
        return await listener.StartedAsync();
    }

    /// <summary>Awaits a verdict in the way that the backend has.</summary>
    public Task<Verdict> EndAsync(Listener listener, AttemptId id) =>
        Backend.PollInterval is null ? listener.EndedAsync() : EndAsync(Backend, new AttemptReference(id, ""));

    /// <summary>Looks for an attempt until it has ended.</summary>
    public static async Task<Verdict> EndAsync(IBackend backend, AttemptReference attempt)
    {
        using CancellationTokenSource patience = new(_patience);
        while (true)
        {
            if (await ObserveAsync(backend, attempt) is AttemptObservation.Ended ended)
            {
                return ended.Verdict;
            }

            await Task.Delay(5, patience.Token);
        }
    }

    public static async Task<AttemptObservation> ObserveAsync(IBackend backend, AttemptReference attempt) =>
        (await backend.ObserveAsync([attempt], CancellationToken.None))[0];

    public static async Task<KillAnswer> KillAsync(IBackend backend, AttemptReference attempt, KillStrength strength) =>
        (await backend.KillAsync([attempt], strength, CancellationToken.None))[0];

    /// <summary>Awaits a word in a log: the process tells that it is where the test wants it.</summary>
    public Task LogAsync(string word, int number = 1) =>
        WaitAsync(() => File.Exists(LogPath(number)) && Log(number).Contains(word, StringComparison.Ordinal));

    /// <summary>Awaits what a process, which has no other way to tell, is about to do.</summary>
    public static async Task WaitAsync(Func<bool> isThere)
    {
        using CancellationTokenSource patience = new(_patience);
        while (!isThere())
        {
            await Task.Delay(5, patience.Token);
        }
    }

    public string LogPath(int number) => Directory[$"log.{number.ToString(CultureInfo.InvariantCulture)}"];
}
