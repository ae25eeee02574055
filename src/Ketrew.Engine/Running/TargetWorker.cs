using System.Collections.Concurrent;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Checking;
using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>Looks at files and asks conditions for the loop, on other threads: before targets run, and at their outputs afterwards.</summary>
internal sealed class TargetWorker : IAsyncDisposable
{
    private const int MostQuickFiles = 32;

    private readonly ProjectFacts _facts;
    private readonly Action<RunSignal> _post;
    private readonly TimeProvider _clock;
    private readonly TargetChecker _checker;
    private readonly ConditionEvaluator _conditions;
    private readonly CancellationTokenSource _probes = new();
    private readonly ConcurrentDictionary<int, CancellationTokenSource> _asked = new();
    private readonly ConcurrentDictionary<Task, byte> _work = new();
    private readonly TimeSpan _grace;

    public TargetWorker(RunContext context)
    {
        _facts = context.Facts;
        _post = context.Control.Post;
        _clock = context.Clock;
        _grace = context.Options.KillGrace;
        _checker = new TargetChecker(_facts);
        _conditions = new ConditionEvaluator(context.Graph, context.Store.Project, context.BackendOf, context.Options.Jobs);
    }

    /// <summary>Asks a target's condition before anything is done for it.</summary>
    public void Evaluate(int target) => Do(target, async () => await AskAsync(target, hasRun: false) switch
    {
        ConditionAnswer.Held => new RunSignal.Checked(
            target, new CheckResult(CheckVerdict.AlreadyDone, default, _facts.Calculator.OutcomeByCondition(target), [])),
        ConditionAnswer.Faulted faulted => Happened(target, new TargetEvent.Faulted(faulted.Message)),
        _ => Happened(target, new TargetEvent.ConditionOpen()),
    });

    /// <summary>Compares a target with its last success. One that has nothing to run is done when its condition holds.</summary>
    /// <returns>The answer, when it takes no longer than to hand the question over; null when a signal will tell it.</returns>
    public CheckResult? TryCheck(int target)
    {
        bool isCondition = _facts.Graph[target] is { Steps.IsEmpty: true, DoneWhen: not null };
        if (!isCondition && IsQuick(_facts.Graph.Inputs(target)) && (_facts.Successes[target] is null || IsQuick(_facts.Graph.Outputs(target))))
        {
            try
            {
                return _checker.Check(target);
            }
            catch (Exception failure) when (FileFaults.Is(failure))
            {
                // It is said where it is looked at once more.
            }
        }

        Do(target, async () => isCondition && await AskForFailureAsync(target) is { } failure
            ? Happened(target, failure)
            : new RunSignal.Checked(target, _checker.Check(target)));
        return null;
    }

    /// <summary>Looks at what a target's commands left, once they have succeeded.</summary>
    /// <param name="target">Whose.</param>
    /// <param name="attempt">By which attempt.</param>
    /// <param name="fingerprint">What it depended on before it started.</param>
    /// <returns>The answer, when it takes no longer than to hand the question over; null when a signal will tell it.</returns>
    public RunSignal? TryVerify(int target, int attempt, Digest fingerprint)
    {
        if (_facts.Graph[target].DoneWhen is null && IsQuick(_facts.Graph.Outputs(target)) && IsQuick(_facts.Graph.Inputs(target)))
        {
            try
            {
                return Look(target, attempt, fingerprint);
            }
            catch (Exception failure) when (FileFaults.Is(failure))
            {
                // It is said where it is looked at once more.
            }
        }

        Do(target, async () => Look(target, attempt, fingerprint) switch
        {
            RunSignal.Verified when _facts.Graph[target].DoneWhen is not null && await AskForFailureAsync(target) is { } failure => Happened(target, failure),
            var answer => answer,
        });
        return null;
    }

    /// <summary>Ends attempts that no target is at.</summary>
    /// <param name="ender">Ends them.</param>
    /// <param name="attempts">Which.</param>
    /// <param name="strength">Whether they may clean up first.</param>
    public void End(AttemptEnder ender, List<UnfinishedAttempt> attempts, KillStrength strength) =>
        Do(async () => new RunSignal.EarlierEnded([.. await ender.EndAsync(attempts, strength)], _clock.GetUtcNow()));

    /// <summary>Looks what is left of an attempt that did not die in time.</summary>
    /// <param name="target">Whose.</param>
    /// <param name="backend">Where it is.</param>
    /// <param name="attempt">The attempt.</param>
    public void LookAt(int target, IBackend backend, AttemptReference attempt) =>
        Do(async () => new RunSignal.SurvivorSeen(target, AttemptEnder.Survival(await LookAsync(backend, attempt))));

    /// <summary>Ends the commands of conditions that are being asked: what waits for them faults.</summary>
    public void EndProbes() => _probes.Cancel();

    /// <summary>Ends the command of a target's condition, if it is being asked.</summary>
    public void EndProbe(int target)
    {
        if (_asked.TryGetValue(target, out CancellationTokenSource? asked))
        {
            asked.Cancel();
        }
    }

    /// <summary>Ends conditions that are being asked, and awaits everything; a backend that never answers is left behind.</summary>
    public async ValueTask DisposeAsync()
    {
        EndProbes();
        Task all = Task.WhenAll(_work.Keys);
        if (await Task.WhenAny(all, Task.Delay(_grace, _clock)) == all)
        {
            _probes.Dispose();
            _conditions.Dispose();
        }
    }

    // Somebody waits for the answer, whatever it is.
    private static async Task<AttemptObservation> LookAsync(IBackend backend, AttemptReference attempt)
    {
        try
        {
            return (await backend.ObserveAsync([attempt], CancellationToken.None))[0];
        }
        catch (Exception failure) when (failure is Sdk.Diagnostics.KetrewException || FileFaults.Is(failure))
        {
            return new AttemptObservation.Unknown(failure.Message);
        }
    }

    private RunSignal Look(int target, int attempt, Digest fingerprint)
    {
        FileContent[] contents = _facts.Calculator.OutputContents(target);
        ProjectPath[] paths = [.. OutputPaths(target)];
        ValueList<ProjectPath> missing = paths.Where((_, i) => contents[i].IsMissing).ToValueList();
        if (!missing.IsEmpty)
        {
            return Happened(target, new TargetEvent.OutputsMissed(missing));
        }

        RecordedSuccess recorded = new(fingerprint, _facts.Calculator.Outcome(target, fingerprint, contents));
        return new RunSignal.Verified(
            target, new SuccessRecord(attempt, recorded, _facts.Calculator.Parts(target), [.. paths.Zip(contents)]));
    }

    // Waking another thread takes as long as reading a few small files.
    private bool IsQuick(ReadOnlySpan<int> files)
    {
        if (files.Length > MostQuickFiles)
        {
            return false;
        }

        foreach (int file in files)
        {
            if (!_facts.Ledger.IsQuick(_facts.Graph.File(file)))
            {
                return false;
            }
        }

        return true;
    }

    private static RunSignal.Happened Happened(int target, TargetEvent happened) => new(target, happened);

    private async Task<TargetEvent?> AskForFailureAsync(int target) => await AskAsync(target, hasRun: true) switch
    {
        ConditionAnswer.Missed missed => new TargetEvent.ConditionMissed(missed.Part, _clock.GetUtcNow()),
        ConditionAnswer.Faulted faulted => new TargetEvent.Faulted(faulted.Message),
        _ => null,
    };

    // A condition may take as long as its target: one that hangs would hold the run up for ever.
    private async Task<ConditionAnswer> AskAsync(int target, bool hasRun)
    {
        TimeSpan? limit = _facts.Graph[target].Timeout;
        CancellationTokenSource asked = _asked[target] = new CancellationTokenSource(limit ?? Timeout.InfiniteTimeSpan, _clock);
        await using CancellationTokenRegistration link = _probes.Token.Register(asked.Cancel);
        try
        {
            return await _conditions.AskAsync(target, hasRun, asked.Token);
        }
        catch (OperationCanceledException) when (asked.IsCancellationRequested)
        {
            return new ConditionAnswer.Faulted(_probes.IsCancellationRequested || limit is null
                ? "its condition was still being asked when it was to end"
                : $"asking its condition took longer than {Sdk.Syntax.DurationText.Format(limit.Value)}");
        }
        finally
        {
            _ = _asked.TryRemove(target, out _);
        }
    }

    private IEnumerable<ProjectPath> OutputPaths(int target) => _facts.Graph.Outputs(target).ToArray().Select(_facts.Graph.File);

    // Trouble with files is that target's trouble.
    private void Do(int target, Func<Task<RunSignal>> work) => Do(async () =>
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (FileFaults.Is(failure) || failure is Sdk.Diagnostics.KetrewException)
        {
            return Happened(target, new TargetEvent.Faulted(failure.Message));
        }
    });

    private void Do(Func<Task<RunSignal>> work)
    {
        Task done = Task.Run(() => DoAsync(work));
        _ = _work.TryAdd(done, 0);
        _ = done.ContinueWith(ended => _work.TryRemove(ended, out _), TaskScheduler.Default);
    }

    private async Task DoAsync(Func<Task<RunSignal>> work)
    {
        try
        {
            _post(await work());
        }
        catch (Exception fault)
        {
            // The loop would wait for an answer for ever: it is thrown there.
            _post(new RunSignal.Crashed(fault));
            throw;
        }
    }
}
