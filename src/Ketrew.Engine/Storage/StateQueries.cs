using Ketrew.Engine.Storage.Sqlite;
using Ketrew.Sdk;

namespace Ketrew.Engine.Storage;

/// <summary>What people ask of the history. Read from the database at each call.</summary>
public sealed class StateQueries
{
    private readonly RunQuery _runs;
    private readonly HistoryQuery _history;
    private readonly AttemptQuery _attempts;
    private readonly SqliteStatement _outputs;
    private readonly SqliteStatement _writers;

    internal StateQueries(SqliteConnection connection, ProjectDirectory project, string identity)
    {
        _runs = new RunQuery(connection);
        _history = new HistoryQuery(connection);
        _attempts = new AttemptQuery(connection, project, identity);
        _outputs = connection.Prepare("SELECT DISTINCT path FROM outputs");
        _writers = connection.Prepare("SELECT path, id FROM outputs JOIN targets USING(target) ORDER BY id");
    }

    /// <summary>The latest runs, the latest first.</summary>
    /// <param name="count">At most so many.</param>
    public ValueList<RunRecord> Runs(int count) => [.. _runs.Latest(count)];

    /// <summary>A run; null when there was none of that number.</summary>
    /// <param name="run">Its number.</param>
    public RunRecord? Run(int run) => _runs.Find(run);

    /// <summary>The last thing that happened to each target that anything ever happened to, in ordinal order of ids.</summary>
    public ValueList<TargetStatus> Statuses() => Combine(_history.Last(), _attempts.LastOfEach());

    /// <summary>How targets stood at the end of a run, or stand in one that goes on, in ordinal order of ids.
    /// Those that were found up to date or done before the run began are only counted, in <see cref="RunRecord.Counts"/>.</summary>
    /// <param name="run">Its number; of no known run there are none.</param>
    public ValueList<TargetStatus> StatusesOf(int run) => Combine(_history.LastOf(run), _attempts.OfRun(run));

    /// <summary>All attempts of a run, those that it took over from an earlier engine, too; in ordinal order of ids, then by number.</summary>
    /// <param name="run">Its number; of no known run there are none.</param>
    public ValueList<AttemptRecord> Timeline(int run) => [.. _attempts.OfRun(run).OrderBy(attempt => attempt.Id.Target)];

    /// <summary>The attempts of a target, the latest first.</summary>
    /// <param name="target">Which; of no known target there are none.</param>
    public ValueList<AttemptRecord> Attempts(TargetId target) => [.. _attempts.OfTarget(target, int.MaxValue)];

    /// <summary>The latest attempt of a target; null when it never came to one.</summary>
    /// <param name="target">Which.</param>
    public AttemptRecord? LastAttempt(TargetId target) => _attempts.OfTarget(target, 1).ToArray() is [var last] ? last : null;

    /// <summary>Everything that happened to a target, the oldest first.</summary>
    /// <param name="target">Which; nothing happened to no known target.</param>
    public ValueList<TransitionRecord> History(TargetId target) => [.. _history.OfTarget(target)];

    /// <summary>Every output that a success ever wrote and that no later success of its target gave up, in ordinal order.</summary>
    public ValueList<ProjectPath> KnownOutputs()
    {
        List<ProjectPath> outputs = [];
        while (_outputs.Step())
        {
            outputs.Add(ProjectPath.Parse(_outputs.Text(0)));
        }

        _outputs.Reset();
        outputs.Sort();
        return [.. outputs];
    }

    /// <summary>The same outputs, each with the targets whose last success wrote it, in ordinal order; mostly one.</summary>
    public ILookup<ProjectPath, TargetId> KnownWriters()
    {
        List<(ProjectPath Path, TargetId Target)> writers = [];
        while (_writers.Step())
        {
            writers.Add((ProjectPath.Parse(_writers.Text(0)), new TargetId(_writers.Text(1))));
        }

        _writers.Reset();
        return writers.ToLookup(pair => pair.Path, pair => pair.Target);
    }

    // Of several attempts of one target, the last one is the latest.
    private static ValueList<TargetStatus> Combine(List<(TargetId Target, TransitionRecord Last)> transitions, IEnumerable<AttemptRecord> attempts)
    {
        Dictionary<TargetId, AttemptRecord> latest = [];
        foreach (AttemptRecord attempt in attempts)
        {
            latest[attempt.Id.Target] = attempt;
        }

        return
        [
            .. transitions.OrderBy(pair => pair.Target).Select(pair =>
                new TargetStatus(pair.Target, pair.Last.Run, pair.Last.At, pair.Last.State, latest.GetValueOrDefault(pair.Target))),
        ];
    }
}
