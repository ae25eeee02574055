using Ketrew.Engine.Automaton;
using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Running;

/// <summary>The latest attempt of each target in this run: records it, and knows its times, its handle and what it used.</summary>
internal sealed class AttemptBook(TargetGraph graph, StateStore store, int run, OutputKeeper outputs, int lastLineCount)
{
    private readonly Dictionary<int, Entry> _entries = [];
    private readonly RunId _runId = new(store.Identity, run);

    /// <summary>Records the intent of an attempt and makes room for what it will write; tells the problem when there is no room.</summary>
    public Attempt Open(int target, AttemptIntent intent, out string? problem)
    {
        Attempt attempt = Describe(graph[target], intent.Number);
        _entries[target] = new Entry(attempt, intent.At);
        store.RecordIntent(run, target, intent);
        problem = null;
        try
        {
            outputs.Prepare(graph[target].Outputs, attempt.LogPath);
        }
        catch (Exception failure) when (FileFaults.Is(failure))
        {
            problem = failure.Message;
        }

        return attempt;
    }

    /// <summary>Notes that the backend began.</summary>
    public void Begin(int target, AttemptReference attempt, DateTimeOffset at, string host)
    {
        Entry entry = _entries[target];
        entry.Handle = attempt.Handle;
        entry.Began = at;
        store.RecordStart(attempt, at, host);
    }

    /// <summary>Notes that the backend is done; the attempt may still have to be verified.</summary>
    public void End(int target, ResourceUsage usage, DateTimeOffset at)
    {
        Entry entry = _entries[target];
        entry.Ended = at;
        entry.Usage = usage;
    }

    /// <summary>Records the end of an attempt and sets aside what a failed one wrote.</summary>
    /// <returns>Why that could not be moved; null when all went well.</returns>
    public string? Close(BoardChange change, DateTimeOffset now)
    {
        Entry entry = _entries[change.Target];
        AttemptId id = entry.Attempt.Id;
        store.RecordEnd(id, entry.Ended ?? now, entry.Usage);
        return change.Actions.HasFlag(TargetActions.SetOutputsAside) && !graph[change.Target].KeepFailedOutputs
            ? outputs.SetAside(graph[change.Target].Outputs, store.Project.FailedOutputsDirectory(run, id.Target, id.Number))
            : null;
    }

    /// <summary>What observers hear of a change.</summary>
    public RunEvent.TargetChanged Report(BoardChange change, DateTimeOffset now)
    {
        Entry? entry = _entries.GetValueOrDefault(change.Target);
        bool hasFailed = change.New is TargetState.Failed or TargetState.Killed or TargetState.Retrying;
        return new RunEvent.TargetChanged(
            graph[change.Target].Id,
            change.New,
            now,
            change.EndsAttempt && entry is not null ? (entry.Ended ?? now) - entry.Began : null,
            entry?.Attempt.LogPath,
            hasFailed && entry is not null ? LogTail.Read(entry.Attempt.LogPath, lastLineCount) : []);
    }

    /// <summary>The target of an attempt that is still the target's latest; false for news of an older one.</summary>
    public bool TryFind(AttemptId id, out int target) =>
        graph.TryFind(id.Target, out target) && _entries.TryGetValue(target, out Entry? entry) && entry.Attempt.Id == id;

    /// <summary>How to find the latest attempt of a target; null before the first.</summary>
    public AttemptReference? Find(int target) =>
        _entries.TryGetValue(target, out Entry? entry) ? new AttemptReference(entry.Attempt.Id, entry.Handle) : null;

    private Attempt Describe(Target target, int number) => new()
    {
        Id = new AttemptId(_runId, target.Id, number),
        Steps = target.Steps,
        Directory = store.Project.Absolute(target.Directory),
        Environment = target.Environment,
        StandardInput = target.StandardInput is { } input ? store.Project.Absolute(input) : null,
        StandardOutput = target.StandardOutput is { } output ? store.Project.Absolute(output) : null,
        LogPath = store.Project.LogPath(run, target.Id, number),
    };

    private sealed class Entry(Attempt attempt, DateTimeOffset began)
    {
        public Attempt Attempt { get; } = attempt;

        public DateTimeOffset Began { get; set; } = began;

        public DateTimeOffset? Ended { get; set; }

        public string Handle { get; set; } = "";

        public ResourceUsage Usage { get; set; }
    }
}
