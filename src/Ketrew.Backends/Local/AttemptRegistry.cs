using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Local;

/// <summary>The attempts of this engine: those that run, and what is left to say of those that have ended, so that an id is never started twice.
/// Thread-safe.</summary>
/// <param name="host">Where they run.</param>
internal sealed class AttemptRegistry(string host)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<AttemptId, RunningAttempt> _running = [];
    private readonly Dictionary<AttemptId, EndedAttempt> _ended = [];

    /// <summary>Adds a listener to an attempt, and tells it what happened so far.</summary>
    /// <returns>The attempt when nobody asked for it before, so that it is to begin now.</returns>
    public RunningAttempt? Join(AttemptId id, IAttemptListener listener)
    {
        RunningAttempt? running;
        bool isNew = false;
        lock (_gate)
        {
            if (_ended.TryGetValue(id, out EndedAttempt ended))
            {
                Tell(id, ended, listener);
                return null;
            }

            if (!_running.TryGetValue(id, out running))
            {
                (running, isNew) = (new RunningAttempt(id), true);
                _running.Add(id, running);
            }
        }

        running.Audience.Join(id, listener);
        return isNew ? running : null;
    }

    /// <summary>The attempt, while it runs; null otherwise.</summary>
    public RunningAttempt? FindRunning(AttemptId id)
    {
        lock (_gate)
        {
            return _running.GetValueOrDefault(id);
        }
    }

    /// <summary>How an attempt ended; null while it runs, and for one of another engine.</summary>
    public Verdict? FindVerdict(AttemptId id)
    {
        lock (_gate)
        {
            return _ended.TryGetValue(id, out EndedAttempt ended) ? ended.Verdict : null;
        }
    }

    /// <summary>Keeps of an attempt what is said of an ended one. Its audience is still to be told.</summary>
    public void End(RunningAttempt running, Verdict verdict)
    {
        lock (_gate)
        {
            _ = _running.Remove(running.Id);
            _ended.Add(running.Id, new EndedAttempt(running.Handle, verdict));
        }
    }

    private void Tell(AttemptId id, EndedAttempt ended, IAttemptListener listener)
    {
        if (ended.Handle is { } handle)
        {
            listener.Started(new AttemptReference(id, handle.ToString()), host);
        }

        listener.Ended(id, ended.Verdict);
    }
}
