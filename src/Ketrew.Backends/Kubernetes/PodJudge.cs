using System.Collections.Concurrent;
using Ketrew.Backends.Processes;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Kubernetes;

/// <summary>Decides what has become of attempts from what the cluster says of their pods, and from what it said before.</summary>
/// <param name="settings">How long troubles are waited for.</param>
/// <param name="journal">Who was asked to end.</param>
/// <param name="clock">Measures how long something is missed or in trouble.</param>
internal sealed class PodJudge(KubernetesSettings settings, PodJournal journal, TimeProvider clock)
{
    // When a pod was missed first, or met its trouble; and what would have become of one that is being deleted.
    private readonly ConcurrentDictionary<AttemptId, long> _missed = new();
    private readonly ConcurrentDictionary<AttemptId, long> _troubled = new();
    private readonly ConcurrentDictionary<AttemptId, Verdict> _fates = new();
    private readonly ConcurrentDictionary<AttemptId, bool> _seen = new();

    /// <summary>What a successful look at the cluster says of an attempt.</summary>
    /// <param name="attempt">Which.</param>
    /// <param name="pod">Its pod; null when the cluster has none.</param>
    public AttemptObservation Judge(AttemptReference attempt, PodReport? pod)
    {
        if (pod is null)
        {
            return Miss(attempt);
        }

        AttemptId id = attempt.Id;
        _ = _missed.TryRemove(id, out _);
        _seen[id] = true;
        if (pod is { DeletedBy: not null, Fate: { } fate })
        {
            _fates[id] = fate;
        }

        return pod.Verdict is { } verdict ? new AttemptObservation.Ended(verdict)
            : pod.Trouble is { } trouble && (pod.IsHopeless || HasLasted(_troubled, id, settings.ImageGrace)) ? new AttemptObservation.Ended(new Verdict.StartRefused(trouble))
            : pod.IsOutOfSight ? new AttemptObservation.Unknown($"its node doesn't answer: {pod.Detail}")
            : Look(id, pod);
    }

    private AttemptObservation.Alive Look(AttemptId id, PodReport pod)
    {
        if (pod.Trouble is null)
        {
            _ = _troubled.TryRemove(id, out _);
        }

        return new AttemptObservation.Alive(pod.Detail) { IsWaiting = pod.IsWaiting, Began = pod.Began };
    }

    // The cluster answered, and doesn't have it.
    private AttemptObservation Miss(AttemptReference attempt)
    {
        AttemptId id = attempt.Id;
        if (journal.KillOf(id) is { } strength)
        {
            return new AttemptObservation.Ended(new Verdict.Signaled(EndSignal.NumberOf(strength)));
        }

        return !HasLasted(_missed, id, settings.Grace) ? new AttemptObservation.Alive("its pod isn't there; it is waited for")
            : _fates.TryGetValue(id, out Verdict? fate) ? new AttemptObservation.Ended(fate)
            : attempt.Handle.Length > 0 || _seen.ContainsKey(id) ? new AttemptObservation.Ended(new Verdict.Cancelled($"somebody deleted its pod {PodName.Of(id)}"))
            : new AttemptObservation.Ended(new Verdict.Lost($"there is no pod {PodName.Of(id)}: it was never made, or somebody deleted it"));
    }

    private bool HasLasted(ConcurrentDictionary<AttemptId, long> since, AttemptId id, TimeSpan grace)
    {
        long now = clock.GetTimestamp();
        return clock.GetElapsedTime(since.GetOrAdd(id, now), now) >= grace;
    }

    /// <summary>Forgets what was strange about an attempt that is over.</summary>
    public void Forget(AttemptId id)
    {
        _ = _missed.TryRemove(id, out _);
        _ = _troubled.TryRemove(id, out _);
    }
}
