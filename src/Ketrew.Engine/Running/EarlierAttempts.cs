using Ketrew.Engine.Automaton;
using Ketrew.Engine.Checking;
using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Engine.Running;

/// <summary>Attempts that no target is at: of earlier runs, and of this one once it let go of them. Each is gone on with, or left alone, or ended;
/// that, before anything begins that would write what it writes.</summary>
internal sealed class EarlierAttempts
{
    private readonly RunContext _context;
    private readonly TargetBoard _board;
    private readonly TargetWorker _worker;
    private readonly AttemptEnder _ender;
    private readonly OutputKeeper _outputs;
    private readonly OutputHeirs _heirs;
    private readonly Dictionary<TargetId, List<UnfinishedAttempt>> _attempts;

    // What is being ended, and the targets that begin anew once it is over.
    private readonly Dictionary<UnfinishedAttempt, HashSet<int>> _ending = [];

    public EarlierAttempts(RunContext context, TargetBoard board, TargetWorker worker)
    {
        (_context, _board, _worker) = (context, board, worker);
        _ender = new AttemptEnder(context.Backends, context.Clock, context.Options.KillGrace);
        _outputs = new OutputKeeper(context.Store.Project, context.Facts.Ledger);
        _heirs = OutputHeirs.Find(context.Graph, context.Earlier, context.Store);
        _attempts = context.Earlier.GroupBy(attempt => attempt.Target).ToDictionary(group => group.Key, group => group.ToList());
    }

    /// <summary>True while any of them is being ended.</summary>
    public bool IsEndingAny => _ending.Count > 0;

    public bool IsEnding(TargetId target) => Of(target).Exists(_ending.ContainsKey);

    public bool Contains(int target) => _attempts.ContainsKey(_context.Graph[target].Id);

    /// <summary>Takes an attempt that this run lets go of, or could not end.</summary>
    public void Add(UnfinishedAttempt attempt)
    {
        if (!_attempts.TryGetValue(attempt.Target, out List<UnfinishedAttempt>? others))
        {
            _attempts[attempt.Target] = others = [];
        }

        others.Add(attempt);
    }

    /// <summary>Ends what others left that write what a target writes.</summary>
    /// <returns>False when there is no such thing; otherwise the target can go on once a signal tells their end.</returns>
    public bool TryClear(int target)
    {
        List<UnfinishedAttempt> rivals = [.. _heirs.RivalsOf(target)];
        End(rivals, KillStrength.Terminate, target);
        return rivals.Count > 0;
    }

    /// <summary>Lets a target go on with its attempt if that does what the target would do now; otherwise it is ended, and the target looked at again.</summary>
    public void Compare(int target, Digest fingerprint)
    {
        UnfinishedAttempt attempt = OwnOf(target);
        if (attempt.Fingerprint == fingerprint && !_context.Facts.IsForced(target))
        {
            GoOn(target);
        }
        else
        {
            End([attempt], KillStrength.Terminate, target);
        }
    }

    /// <summary>Lets a target go on with its attempt, unless that writes what is another's now.</summary>
    public void GoOn(int target)
    {
        UnfinishedAttempt attempt = OwnOf(target);
        if (_ending.ContainsKey(attempt) || _heirs.IsInherited(attempt))
        {
            End([attempt], KillStrength.Terminate, target);
        }
        else if (_context.Backends.Find(attempt.Backend) is null)
        {
            _board.Post(target, new TargetEvent.Faulted($"an attempt of an earlier run is with backend `{attempt.Backend}`, which is not there"));
        }
        else
        {
            _board.Post(target, new TargetEvent.FoundRunning(attempt.Reference.Id.Number));
        }
    }

    /// <summary>Gives the attempt of a target away: it is one of this run now.</summary>
    public UnfinishedAttempt Take(int target)
    {
        UnfinishedAttempt attempt = OwnOf(target);
        Remove(attempt);
        return attempt;
    }

    /// <summary>Finds those that nobody asked for in this run and that are over: nobody else would ever hear how they ended.</summary>
    public async Task<List<(int Target, int Number)>> FindEndedAsync()
    {
        List<(int, int)> ended = [];
        List<int> passive = [.. _context.Graph.Find([.. _attempts.Keys]).Where(target => _context.Selection.Contains(target) && _board[target] is TargetState.Passive).Order()];
        foreach (IGrouping<string, int> group in passive.GroupBy(target => OwnOf(target).Backend))
        {
            ValueList<AttemptObservation> observations = await ObserveAsync(group.Key, [.. group.Select(target => OwnOf(target).Reference)]);
            ended.AddRange(group.Zip(observations).Where(pair => pair.Second is AttemptObservation.Ended)
                .Select(pair => (pair.First, OwnOf(pair.First).Reference.Id.Number)));
        }

        return ended;
    }

    /// <summary>Begins to end those that this run let go of, perhaps with those of earlier runs.</summary>
    /// <returns>Whose end is to be awaited.</returns>
    public IEnumerable<TargetId> EndAll(KillStrength strength, bool withEarlierRuns)
    {
        List<UnfinishedAttempt> wanted = [.. _attempts.Values.SelectMany(some => some).Where(attempt => withEarlierRuns || attempt.LastRun == _context.Run)];
        End(wanted, strength, heir: null);
        return wanted.Select(attempt => attempt.Target).Distinct();
    }

    /// <summary>Begins to end those of a target; their end is told by a signal.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryEnd(TargetId target, KillStrength strength)
    {
        List<UnfinishedAttempt> attempts = [.. Of(target)];
        End(attempts, strength, heir: null);
        return attempts.Count > 0;
    }

    /// <summary>Stores what became of one.</summary>
    /// <returns>What to tell who wanted it ended, and the targets that can begin anew.</returns>
    public (KillReport Report, List<int> Freed) Receive(EndedAttempt ended, DateTimeOffset at)
    {
        UnfinishedAttempt attempt = ended.Attempt;
        _ = _ending.Remove(attempt, out HashSet<int>? heirs);
        List<int> waiting = [.. (heirs ?? []).Where(heir => _board[heir] is TargetState.Checking or TargetState.Evaluating)];
        if (ended.Outcome is KillOutcome.Unconfirmed)
        {
            _context.Store.RecordKilled(attempt.Reference.Id, at, isConfirmed: false);
            waiting.ForEach(heir => _board.Post(heir, new TargetEvent.Faulted(Describe(attempt, heir, ended.Detail))));
            return (new KillReport(attempt.Target, ended.Outcome, ended.Detail), []);
        }

        // What ended by itself is kept for the next run to hear, unless something else is to be done now.
        string? problem = ended.Outcome is KillOutcome.Killed || waiting.Count > 0 ? Bury(attempt, waiting, at) : null;
        return (new KillReport(attempt.Target, ended.Outcome, problem is null ? ended.Detail : $"what it wrote could not be moved aside: {problem}"), waiting);
    }

    private List<UnfinishedAttempt> Of(TargetId target) => _attempts.GetValueOrDefault(target) ?? [];

    private UnfinishedAttempt OwnOf(int target) => Of(_context.Graph[target].Id) is [var attempt, ..] ? attempt
        : throw new InvalidOperationException($"The target {_context.Graph[target].Id} has no attempt to go on with.");

    private void End(List<UnfinishedAttempt> attempts, KillStrength strength, int? heir)
    {
        List<UnfinishedAttempt> open = attempts.FindAll(attempt => _ending.TryAdd(attempt, []));
        foreach (UnfinishedAttempt attempt in attempts)
        {
            _ = heir is { } waiting && _ending[attempt].Add(waiting);
        }

        if (open.Count > 0)
        {
            _worker.End(_ender, open, strength);
        }
    }

    private string? Bury(UnfinishedAttempt attempt, List<int> heirs, DateTimeOffset at)
    {
        Remove(attempt);
        _context.AtPoint(RunPoint.BeforeSetAside);
        string? problem = _outputs.SetAside(attempt, _context.Store);
        _context.AtPoint(RunPoint.AfterSetAside);
        _context.Store.RecordKilled(attempt.Reference.Id, at, isConfirmed: true);
        foreach (TargetId heir in heirs.Select(heir => _context.Graph[heir].Id).Where(heir => heir != attempt.Target))
        {
            _context.Reporter.Add(new RunEvent.Superseded(attempt.Target, heir));
        }

        if (problem is not null)
        {
            _context.Reporter.Add(new RunEvent.OutputsStayed(attempt.Target, problem));
        }

        return problem;
    }

    private void Remove(UnfinishedAttempt attempt)
    {
        _heirs.Remove(attempt);
        if (_attempts.TryGetValue(attempt.Target, out List<UnfinishedAttempt>? others) && others.Remove(attempt) && others.Count == 0)
        {
            _ = _attempts.Remove(attempt.Target);
        }
    }

    private string Describe(UnfinishedAttempt attempt, int heir, string detail) => attempt.Target == _context.Graph[heir].Id
        ? $"an attempt of an earlier run does not die: {detail}"
        : $"an attempt of `{attempt.Target}` in an earlier run, which writes the same outputs, does not die: {detail}";

    private async Task<ValueList<AttemptObservation>> ObserveAsync(string backend, ValueList<AttemptReference> attempts)
    {
        try
        {
            return _context.Backends.Find(backend) is { } found ? await found.ObserveAsync(attempts, CancellationToken.None) : [];
        }
        catch (Exception failure) when (failure is KetrewException || FileFaults.Is(failure))
        {
            // Some other run will hear it.
            return [];
        }
    }
}
