using Ketrew.Engine.Automaton;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Tests.Storage;

/// <summary>Records a run as an engine would, at moments that a test chooses: seconds after a fixed one.</summary>
internal sealed class RecordedRun
{
    public static readonly DateTimeOffset Epoch = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly StateStore _store;
    private readonly Project _project;

    public RecordedRun(Project project, StateStore store, double at = 0)
    {
        _project = project;
        _store = store;
        _ = store.LoadSuccesses(project.Select().Graph);
        Number = store.BeginRun(At(at), project.Plan.Targets.Count, jobs: 3);
    }

    public int Number { get; }

    public static DateTimeOffset At(double seconds) => Epoch.AddSeconds(seconds);

    public AttemptId Id(string target, int number = 1) => new(new RunId(_store.Identity, Number), new TargetId(target), number);

    public AttemptId Intend(string target, double at, int number = 1, string backend = "local", double? ready = null, string? releasedBy = null, string? heldBy = null)
    {
        TargetId? need = releasedBy is null ? null : new TargetId(releasedBy);
        _store.RecordIntent(Number, IndexOf(target), new AttemptIntent(number, At(at), backend, Digest.Of(target), At(ready ?? at), need, heldBy, [$"out/{target}"], KeepsOutputs: false));
        return Id(target, number);
    }

    /// <summary>An attempt that the backend began, too.</summary>
    public AttemptId Begin(string target, double at)
    {
        AttemptId id = Intend(target, at);
        _store.RecordStart(new AttemptReference(id, $"handle of {target}"), At(at), "testhost");
        Tell(target, at, new TargetState.Running(1));
        return id;
    }

    public void Tell(string target, double at, TargetState state) => _store.RecordTransition(Number, IndexOf(target), At(at), state);

    /// <summary>Takes over an attempt of an earlier run.</summary>
    public void Adopt(AttemptId attempt, double at)
    {
        _store.RecordAdoption(attempt, Number);
        Tell(attempt.Target.Value, at, new TargetState.Running(attempt.Number));
    }

    public void End(double at, RunCounts counts = default)
    {
        _store.RecordRunEnd(Number, At(at), counts);
        _store.Commit();
    }

    public int IndexOf(string target) => _project.Select().Graph.TryFind(new TargetId(target), out int index)
        ? index
        : throw new InvalidOperationException($"The plan has no target {target}.");
}
