using Ketrew.Backends.Local;
using Ketrew.Engine.Checking;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Running;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Engine.Tests;

/// <summary>A project in a directory of its own, with a plan that real processes run.</summary>
internal sealed class Project : IDisposable
{
    private static readonly LockOwner _owner = new(4711, "testhost", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private readonly TemporaryDirectory _directory = new();
    private readonly LocalBackend _backend =
        new([new NamedValue("PATH", Environment.GetEnvironmentVariable("PATH") ?? "")], "testhost", TimeProvider.System);

    public Recorder Recorder { get; private set; } = new();

    public ProjectDirectory Directory => new(_directory.FullPath);

    public RunOptions Options { get; set; } = new() { Jobs = 2, KillGrace = TimeSpan.FromSeconds(10) };

    public Plan Plan { get; set; } = new();

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public void Dispose()
    {
        _backend.Dispose();
        _directory.Dispose();
    }

    public string Write(string path, string text) => _directory.Write(path, text);

    public string Read(string path) => File.ReadAllText(_directory[path]);

    public bool Has(string path) => Path.Exists(_directory[path]);

    public string PathOf(string path) => _directory[path];

    public StateStore Open() => StateStore.Open(Directory, _owner);

    public void UsePlan(params Target[] targets) => Plan = new Plan { Targets = [.. targets] };

    public Selection Select(params string[] patterns)
    {
        TargetGraph graph = Graphs.Build(Plan);
        return graph.TrySelect(patterns, out Selection? selection, out ValueList<Sdk.Diagnostics.Diagnostic> diagnostics)
            ? selection
            : throw new InvalidOperationException(string.Join('\n', diagnostics));
    }

    public Task<RunSummary> RunAsync(params string[] patterns) => RunAsync(_backend, CancellationToken.None, CancellationToken.None, patterns);

    public Task<RunSummary> RunAsync(CancellationToken stop, CancellationToken kill) => RunAsync(_backend, stop, kill);

    public Task<RunSummary> RunAsync(RunControl control) => RunAsync([_backend], control);

    public async Task<RunSummary> RunAsync(IBackend backend, CancellationToken stop, CancellationToken kill, params string[] patterns)
    {
        RunControl control = new();
        await using CancellationTokenRegistration stopping = stop.Register(control.Stop);
        await using CancellationTokenRegistration killing = kill.Register(control.Kill);
        return await RunAsync([backend], control, patterns);
    }

    public async Task<RunSummary> RunAsync(IReadOnlyList<IBackend> backends, RunControl control, params string[] patterns)
    {
        using StateStore store = Open();
        return await new RunEngine(store, backends, Clock).RunAsync(Select(patterns), Options, Recorder, control);
    }

    /// <summary>Runs with real processes; every target with the state it came to, in graph order.</summary>
    public async Task<string> RunAndTellAsync(params string[] patterns)
    {
        Recorder = new Recorder();
        _ = await RunAsync(patterns);
        return Recorder.Tell();
    }

    /// <summary>The ids of the targets that a run really ran, in the order in which they succeeded.</summary>
    public async Task<string> RunAndListAsync(params string[] patterns)
    {
        Recorder = new Recorder();
        _ = await RunAsync(patterns);
        return string.Join(' ', Recorder.Succeeded);
    }

    /// <summary>Why a target would run; one line per reason.</summary>
    public string Why(string target)
    {
        using StateStore store = StateStore.OpenToRead(Directory);
        Selection selection = Select(target);
        Inspection inspection = Inspection.Of(selection, store, TimeProvider.System);
        return string.Join('\n', inspection.Reasons(selection.Roots[0]));
    }
}
