using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Running;

/// <summary>What is known of each target's attempt in this run: its id, its times, its handle, what it used.</summary>
internal sealed class AttemptBook(TargetGraph graph, ProjectDirectory project, RunId run)
{
    private readonly Dictionary<int, Entry> _entries = [];

    /// <summary>Begins an entry, replacing that of the attempt before.</summary>
    public Attempt Open(int target, int number, DateTimeOffset at)
    {
        Target described = graph[target];
        Attempt attempt = new()
        {
            Id = new AttemptId(run, described.Id, number),
            Steps = described.Steps,
            Directory = project.Absolute(described.Directory),
            Environment = described.Environment,
            StandardInput = described.StandardInput is { } input ? project.Absolute(input) : null,
            StandardOutput = described.StandardOutput is { } output ? project.Absolute(output) : null,
            LogPath = project.LogPath(run.Number, described.Id, number),
        };
        _entries[target] = new Entry(attempt, at);
        return attempt;
    }

    /// <summary>The target of an attempt that is still the target's latest; false for news of an older one.</summary>
    public bool TryFind(AttemptId id, out int target) =>
        graph.TryFind(id.Target, out target) && _entries.TryGetValue(target, out Entry? entry) && entry.Attempt.Id == id;

    /// <summary>The latest attempt of a target; null before the first.</summary>
    public Entry? Find(int target) => _entries.GetValueOrDefault(target);

    /// <summary>One attempt.</summary>
    internal sealed class Entry(Attempt attempt, DateTimeOffset began)
    {
        public Attempt Attempt { get; } = attempt;

        public DateTimeOffset Began { get; set; } = began;

        public DateTimeOffset? Ended { get; set; }

        public string Handle { get; set; } = "";

        public ResourceUsage Usage { get; set; }

        public AttemptReference Reference => new(Attempt.Id, Handle);
    }
}
