using Ketrew.Engine.Harness;
using Ketrew.Faults.Tests.Harness;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Faults.Tests.Storms;

/// <summary>Looks for broken promises in what a storm left: in the database, in the ledger of the jobs, and in the outputs.</summary>
/// <param name="project">After a storm.</param>
internal sealed class StormChecks(HarnessProject project)
{
    private readonly StoredState _state = StoredState.Read(project.StateDirectory);
    private readonly Ledger _ledger = project.Ledger();
    private HashSet<(int Run, string Target)>? _occasions;

    /// <summary>What must hold at every moment.</summary>
    public IEnumerable<string> Always() => [.. ToldAndNotStored(), .. StartedWithoutIntent(), .. AlwaysWithoutMemory()];

    /// <summary>What must hold once everything succeeded.</summary>
    public async Task<IEnumerable<string>> AtTheEndAsync() => [.. Always(), .. DoneTwice(), .. CutOff(), .. CrowdedPools(), .. await LeftOpenAsync()];

    /// <summary>What must hold once everything succeeded, even where the state was set back: what it had known then is nobody's fault.</summary>
    public async Task<IEnumerable<string>> WithoutMemoryAsync() => [.. AlwaysWithoutMemory(), .. await LeftOpenAsync()];

    /// <summary>What must hold once everything succeeded, whatever somebody did to files and commands meanwhile.</summary>
    public async Task<IEnumerable<string>> AfterWhimsAsync() =>
    [
        .. Integrity(), .. ToldAndNotStored(), .. StartedTwice(), .. StartedWithoutIntent(), .. Overlapping(), .. CutOff(), .. await LeftOpenAsync(),
        .. project.Told.Where(line => line.StartsWith("refused", StringComparison.Ordinal)),
    ];

    private IEnumerable<string> AlwaysWithoutMemory() =>
        [.. Integrity(), .. StartedTwice(), .. Overlapping(), .. RunAgain(), .. SucceededWithoutOutputs()];

    private async Task<IEnumerable<string>> LeftOpenAsync() =>
        [.. NotClosed(), .. (await JobProcesses.LeftOfAsync(project.Root)).Select(pid => $"process {pid} is left")];

    private IEnumerable<string> Integrity() => _state.Integrity == "ok" ? [] : [_state.Integrity];

    private IEnumerable<string> ToldAndNotStored()
    {
        HashSet<string> stored =
        [
            .. _state.Transitions.Select(row => $"told {row.Run} {row.Target} {row.Text} {row.Number}"),
            .. _state.Runs.Select(row => $"began {row.Run}"),
            .. _state.Runs.Where(row => !row.IsOpen).Select(row => $"ended {row.Run}"),
        ];
        return project.Told.Where(line => line.Split(' ')[0] is "told" or "began" or "ended" && !stored.Contains(line))
            .Select(line => $"nothing stored: {line}");
    }

    private IEnumerable<string> StartedTwice() => _ledger.Begins.GroupBy(line => line.Attempt)
        .Where(attempt => attempt.Count() > 1).Select(attempt => $"started twice: {attempt.Key}");

    private IEnumerable<string> StartedWithoutIntent()
    {
        HashSet<AttemptName> intended = [.. _state.Attempts.Select(row => row.Attempt)];
        return _ledger.Begins.Where(line => !intended.Contains(line.Attempt)).Select(line => $"started, not intended: {line.Attempt}");
    }

    private IEnumerable<string> Overlapping() => _ledger.Overlaps.Select(line => $"began while an earlier attempt was alive: {line.Attempt}");

    // The history tells the run that had the attempt at its end; later attempts are of later runs.
    private IEnumerable<string> RunAgain()
    {
        ILookup<string, StoredRow> attempts = _state.Attempts.ToLookup(row => row.Target);
        return from success in _state.Transitions.Where(row => row.Text == "succeeded")
               from later in attempts[success.Target].Where(row => row.Run > success.Run && !IsOccasioned(row))
               select $"run again after its success: {later.Attempt}";
    }

    // What is to be done when something fails is done each time that it does: on a machine with much to do even a timeout may be a further time.
    private bool IsOccasioned(StoredRow attempt) => IsOccasioned(attempt.Attempt);

    private bool IsOccasioned(AttemptName attempt) => (_occasions ??= Occasions()).Contains((attempt.Run, attempt.Target));

    private HashSet<(int Run, string Target)> Occasions()
    {
        Dictionary<string, ValueList<TargetId>> aftermaths = Plan().Where(target => !target.OnFailure.IsEmpty).ToDictionary(target => target.Id.Value, target => target.OnFailure);
        return
        [
            .. from row in _state.Transitions.Where(row => row.Text is "failed" or "needs-failed" or "killed")
               from side in aftermaths.GetValueOrDefault(row.Target, [])
               select (row.Run, side.Value),
        ];
    }

    private IEnumerable<string> SucceededWithoutOutputs()
    {
        HashSet<string> succeeded = [.. _state.Successes.Select(row => row.Target)];
        return from target in Plan().Where(target => succeeded.Contains(target.Id.Value))
               from problem in Wrong(target)
               select $"succeeded, but {problem}";
    }

    private IEnumerable<string> NotClosed() =>
        _state.Attempts.Where(row => row.IsOpen).Select(row => $"never closed: {row.Attempt}")
            .Concat(_state.Runs.Where(row => row.IsOpen).Select(row => $"never closed: run {row.Run}"));

    // What outlives the engine is found again.
    private IEnumerable<string> DoneTwice() => LastingAndLeftAlone().Where(line => line is { Word: "end", Value: 0 }).GroupBy(line => line.Attempt.Target)
        .Where(target => target.Count(line => !IsOccasioned(line.Attempt)) > 1).Select(target => $"done twice: {string.Join(", ", target.Select(line => line.Attempt))}; {HistoryOf(target.Key)}");

    private IEnumerable<string> CutOff()
    {
        HashSet<AttemptName> ended = [.. _ledger.Ends.Select(line => line.Attempt)];
        return LastingAndLeftAlone().Where(line => line.Word == "begin" && !ended.Contains(line.Attempt)).Select(line => $"cut off by nobody: {line.Attempt}");
    }

    private string HistoryOf(string target) =>
        $"its history: {string.Join(", ", _state.Transitions.Where(row => row.Target == target).Select(row => $"{row.Run} {row.Text} {row.Number}"))}";

    // What jobs told that outlive the engine and that nobody asked to end.
    private LedgerLine[] LastingAndLeftAlone()
    {
        HashSet<AttemptName> lasting = [.. _state.Attempts.Where(row => row.Text == "daemonize").Select(row => row.Attempt)];
        HashSet<(string, int)> killed = [.. _state.Transitions.Where(row => row.Text is "killing" or "killed").Select(row => (row.Target, row.Number))];
        return [.. _ledger.Lines.Where(line => lasting.Contains(line.Attempt) && !killed.Contains((line.Attempt.Target, line.Attempt.Number)))];
    }

    private IEnumerable<string> CrowdedPools()
    {
        HashSet<string> users = [.. Plan().Where(target => !target.Pools.IsEmpty).Select(target => target.Id.Value)];
        HashSet<AttemptName> whole = [.. _ledger.Ends.Select(line => line.Attempt)];
        HashSet<AttemptName> running = [];
        foreach (LedgerLine line in _ledger.Lines.Where(line => users.Contains(line.Attempt.Target) && whole.Contains(line.Attempt)))
        {
            _ = line.Word == "begin" ? running.Add(line.Attempt) : running.Remove(line.Attempt);
            if (running.Count > StormPlan.Pool.Capacity)
            {
                yield return $"too many of the pool at once: {string.Join(", ", running)}";
            }
        }
    }

    private ValueList<Target> Plan() => project.Request.CreatePlan().Targets;

    private IEnumerable<string> Wrong(Target target) =>
        target.Outputs.SelectMany(output => Files(project.Look(output.Value)))
            .Where(file => !File.Exists(file) || !File.ReadAllText(file).StartsWith($"whole {target.Id}\n", StringComparison.Ordinal))
            .Select(file => $"not whole: {file}");

    private static IEnumerable<string> Files(string path) => Directory.Exists(path) ? [Path.Combine(path, "a"), Path.Combine(path, "b")] : [path];
}
