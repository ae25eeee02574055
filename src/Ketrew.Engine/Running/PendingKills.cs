using Ketrew.Engine.Automaton;
using Ketrew.Sdk;

namespace Ketrew.Engine.Running;

/// <summary>Requests to kill targets that are not answered yet.</summary>
internal sealed class PendingKills
{
    private readonly List<Request> _requests = [];

    /// <summary>Takes a request on.</summary>
    /// <param name="open">Targets whose end is awaited.</param>
    /// <param name="known">What is known at once of the others.</param>
    /// <param name="answer">Takes the answer.</param>
    public void Add(IEnumerable<TargetId> open, IEnumerable<KillReport> known, TaskCompletionSource<ValueList<KillReport>> answer)
    {
        Request request = new([.. open], [.. known], answer);
        _requests.Add(request);
        Finish(request);
    }

    /// <summary>True while somebody waits for a target's end.</summary>
    public bool IsAwaited(TargetId target) => _requests.Exists(request => request.Open.Contains(target));

    /// <summary>Tells what became of a target.</summary>
    public void Settle(TargetId target, KillOutcome outcome, string detail)
    {
        foreach (Request request in _requests.ToArray())
        {
            if (request.Open.Remove(target))
            {
                request.Reports.Add(new KillReport(target, outcome, detail));
                Finish(request);
            }
        }
    }

    /// <summary>Tells in which state a target ended.</summary>
    public void Settle(TargetId target, TargetState state) => Settle(target, OutcomeOf(state), state is TargetState.Killed { IsConfirmed: false } ? "it did not die in time" : "");

    /// <summary>Answers what will never be known.</summary>
    public void Close()
    {
        foreach (Request request in _requests.ToArray())
        {
            foreach (TargetId target in request.Open.ToArray())
            {
                Settle(target, KillOutcome.Unconfirmed, "the run ended before it did");
            }
        }
    }

    private static KillOutcome OutcomeOf(TargetState state) => state switch
    {
        TargetState.Killed { IsConfirmed: true } => KillOutcome.Killed,
        TargetState.Killed => KillOutcome.Unconfirmed,
        TargetState.Withdrawn => KillOutcome.Withdrawn,
        _ => KillOutcome.Ended,
    };

    private void Finish(Request request)
    {
        if (request.Open.Count == 0)
        {
            _ = _requests.Remove(request);
            _ = request.Answer.TrySetResult([.. request.Reports.OrderBy(report => report.Target)]);
        }
    }

    private sealed record Request(HashSet<TargetId> Open, List<KillReport> Reports, TaskCompletionSource<ValueList<KillReport>> Answer);
}
