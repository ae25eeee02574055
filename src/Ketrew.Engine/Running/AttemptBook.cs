using System.Diagnostics.CodeAnalysis;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Running;

/// <summary>The latest attempt of each target in this run: records it, and knows its times, its handle and what it used.</summary>
internal sealed class AttemptBook
{
    private readonly Dictionary<int, AttemptEntry> _entries = [];
    private readonly RunContext _context;
    private readonly OutputKeeper _outputs;
    private readonly RunId _run;

    public AttemptBook(RunContext context)
    {
        _context = context;
        _outputs = new OutputKeeper(context.Store.Project, context.Facts.Ledger);
        _run = new RunId(context.Store.Identity, context.Run);
    }

    private StateStore Store => _context.Store;

    /// <summary>Records the intent of an attempt and makes room for what it will write; tells the problem when there is no room.</summary>
    public Attempt Open(int target, IBackend backend, AttemptIntent intent, out string? problem)
    {
        Attempt attempt = Describe(_context.Graph[target], intent.Number);
        _entries[target] = new AttemptEntry(backend, new AttemptReference(attempt.Id, ""), attempt.LogPath, intent.At);
        Store.RecordIntent(_context.Run, target, intent);
        problem = null;
        try
        {
            _outputs.Prepare(_context.Graph[target].Outputs, attempt.LogPath);
        }
        catch (Exception failure) when (FileFaults.Is(failure))
        {
            problem = failure.Message;
        }

        return attempt;
    }

    /// <summary>Goes on with an attempt of an earlier run.</summary>
    public void Adopt(int target, IBackend backend, UnfinishedAttempt attempt)
    {
        AttemptId id = attempt.Reference.Id;
        _entries[target] = new AttemptEntry(backend, attempt.Reference, Store.Project.LogPath(id.Run.Number, id.Target, id.Number), attempt.Began);
        Store.RecordAdoption(id, _context.Run);
    }

    /// <summary>Notes that the backend began.</summary>
    public void Begin(AttemptEntry entry, AttemptReference attempt, string host, DateTimeOffset at)
    {
        (entry.Reference, entry.Began) = (attempt, at);
        Store.RecordStart(attempt, at, host);
    }

    /// <summary>Records the end of an attempt and sets aside what a failed one wrote.</summary>
    /// <returns>Why that could not be moved; null when all went well.</returns>
    public string? Close(BoardChange change, AttemptEntry entry, DateTimeOffset now)
    {
        // Of one that did not die nobody knows the end: the next run looks for it.
        if (change.New is TargetState.Killed { IsConfirmed: false })
        {
            return null;
        }

        Store.RecordEnd(entry.Id, entry.Ended ?? now, entry.Usage);
        return change.Actions.HasFlag(TargetActions.SetOutputsAside) ? SetAside(change.Target, entry.Id, entry.Intended) : null;
    }

    /// <summary>Undoes the intent of an attempt that never began, nor ever will.</summary>
    public void Forget(int target)
    {
        if (_entries.Remove(target, out AttemptEntry? entry))
        {
            Store.ForgetIntent(entry.Id);
        }
    }

    /// <summary>The latest attempt of a target, as the next run will find it: it may go on without this one.</summary>
    public UnfinishedAttempt? FindUnfinished(int target, Digest fingerprint) => Find(target) is not { } entry
        ? null
        : new UnfinishedAttempt(entry.Reference, entry.Backend.Name, fingerprint, entry.Intended, _context.Graph[target].Outputs)
        {
            LastRun = _context.Run,
            KeepsOutputs = _context.Graph[target].KeepFailedOutputs,
        };

    private string? SetAside(int target, AttemptId attempt, DateTimeOffset began)
    {
        if (_context.Graph[target].KeepFailedOutputs)
        {
            return null;
        }

        _context.AtPoint(RunPoint.BeforeSetAside);
        string? problem = _outputs.SetAside(
            _context.Graph[target].Outputs, Store.Project.FailedOutputsDirectory(attempt.Run.Number, attempt.Target, attempt.Number), began);
        _context.AtPoint(RunPoint.AfterSetAside);
        return problem;
    }

    /// <summary>What observers hear of a change.</summary>
    public RunEvent.TargetChanged Report(BoardChange change, DateTimeOffset now)
    {
        AttemptEntry? entry = _entries.GetValueOrDefault(change.Target);
        bool hasFailed = change.New is TargetState.Failed or TargetState.Killed or TargetState.Retrying;
        return new RunEvent.TargetChanged(
            _context.Graph[change.Target].Id,
            change.New,
            now,
            change.EndsAttempt ? entry?.Duration(now) : null,
            entry?.LogPath,
            hasFailed && entry is not null ? LogTail.Read(entry.LogPath, _context.Options.LastLineCount) : []);
    }

    /// <summary>The target of an attempt that is still the target's latest; false for news of an older one.</summary>
    public bool TryFind(AttemptId id, out int target, [NotNullWhen(true)] out AttemptEntry? entry)
    {
        entry = _context.Graph.TryFind(id.Target, out target) && _entries.TryGetValue(target, out AttemptEntry? latest) && latest.Id == id ? latest : null;
        return entry is not null;
    }

    /// <summary>The latest attempt of a target; null before the first.</summary>
    public AttemptEntry? Find(int target) => _entries.GetValueOrDefault(target);

    private Attempt Describe(Target target, int number) => new()
    {
        Id = new AttemptId(_run, target.Id, number),
        ProjectDirectory = Store.Project.Root,
        Steps = target.Steps,
        Directory = Store.Project.Absolute(target.Directory),
        Environment = target.Environment,
        StandardInput = target.StandardInput is { } input ? Store.Project.Absolute(input) : null,
        StandardOutput = target.StandardOutput is { } output ? Store.Project.Absolute(output) : null,
        LogPath = Store.Project.LogPath(_context.Run, target.Id, number),
        Inputs = target.Inputs,
        Outputs = target.Outputs,
        Resources = target.Resources,
        Container = target.Container,
    };
}
