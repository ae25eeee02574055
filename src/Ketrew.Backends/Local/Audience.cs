using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Local;

/// <summary>Who hears of an attempt: everybody who asked for its start, also when it was started before. Thread-safe.</summary>
internal sealed class Audience
{
    private readonly Lock _gate = new();
    private readonly List<IAttemptListener> _listeners = [];
    private AttemptReference? _started;
    private string _host = "";
    private Verdict? _ended;

    /// <summary>Adds one, and tells what the others heard already.</summary>
    /// <param name="id">The attempt.</param>
    /// <param name="listener">Returns at once, as all of them.</param>
    public void Join(AttemptId id, IAttemptListener listener)
    {
        lock (_gate)
        {
            _listeners.Add(listener);
            if (_started is not null)
            {
                listener.Started(_started, _host);
            }

            if (_ended is not null)
            {
                listener.Ended(id, _ended);
            }
        }
    }

    /// <summary>Tells that it began.</summary>
    public void TellStarted(AttemptReference attempt, string host)
    {
        lock (_gate)
        {
            (_started, _host) = (attempt, host);
            _listeners.ForEach(listener => listener.Started(attempt, host));
        }
    }

    /// <summary>Tells that it is over.</summary>
    public void TellEnded(AttemptId id, Verdict verdict)
    {
        lock (_gate)
        {
            _ended = verdict;
            _listeners.ForEach(listener => listener.Ended(id, verdict));
        }
    }
}
