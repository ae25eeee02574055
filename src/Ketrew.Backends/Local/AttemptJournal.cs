using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Local;

/// <summary>
/// Tells the next engine which attempts had begun when this one was killed, and which of them had succeeded: the state learns of an end only some
/// milliseconds later. Thread-safe.
/// </summary>
/// <remarks>Without room on the disk there is no journal; then the next engine knows what the state says.</remarks>
/// <param name="path">Absolute; nothing is read or made until an attempt begins or is asked for.</param>
/// <param name="host">The name of this machine.</param>
internal sealed class AttemptJournal(string path, string host) : IDisposable
{
    // Far more than ever wait to be stored.
    private const int RetainedEnds = 1024;

    private readonly Lock _gate = new();
    private readonly JournalFile _file = new(path, host);
    private readonly HashSet<Digest> _asked = [];
    private readonly Dictionary<AttemptId, (int Place, Digest Key)> _places = [];
    private readonly Queue<int> _ended = [];
    private Dictionary<Digest, JournalRecord>? _earlier;
    private bool _isLoaded;
    private bool _isGivenUp;
    private int _length;

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>What the engine before this one wrote of an attempt; that stays for the engine after this one, too.</summary>
    /// <param name="id">Whichever.</param>
    /// <param name="record">What it wrote; null when the attempt had not begun.</param>
    /// <returns>False when that engine left nothing that can be believed.</returns>
    public bool TryFind(AttemptId id, out JournalRecord? record)
    {
        lock (_gate)
        {
            Load();
            Digest key = JournalRecord.KeyOf(id);
            _ = _asked.Add(key);
            record = _earlier is not null && _earlier.TryGetValue(key, out JournalRecord found) ? found : null;
            return _earlier is not null;
        }
    }

    /// <summary>Notes that an attempt is about to begin.</summary>
    /// <exception cref="IOException">It can't be noted, and the journal not be removed: it would say that the attempt had not begun.</exception>
    public void Begin(AttemptId id)
    {
        lock (_gate)
        {
            if (!_isGivenUp && !TryBegin(id))
            {
                _file.Discard();
                _isGivenUp = true;
            }
        }
    }

    /// <summary>Notes that an attempt is over.</summary>
    /// <param name="id">One that began.</param>
    /// <param name="success">When it succeeded, and what it used; null when it did not.</param>
    public void End(AttemptId id, JournalRecord? success)
    {
        lock (_gate)
        {
            if (!_places.Remove(id, out (int Place, Digest Key) begun))
            {
                return;
            }

            _ended.Enqueue(begun.Place);
            if (success is { } record)
            {
                // Otherwise it has begun, for all that is known.
                _ = _file.TryWrite(begun.Place, begun.Key, record);
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private void Load()
    {
        if (!_isLoaded)
        {
            (_isLoaded, _earlier) = (true, _file.Read());
        }
    }

    private bool TryBegin(AttemptId id)
    {
        if (!_file.IsOpen && !TryOpen())
        {
            return false;
        }

        int place = _ended.Count > RetainedEnds ? _ended.Dequeue() : _length++;
        Digest key = JournalRecord.KeyOf(id);
        _places[id] = (place, key);
        return _file.TryWrite(place, key, default);
    }

    // Who asked may not have stored yet what it heard. What nobody asked for may be of a state that is not the state any more.
    private bool TryOpen()
    {
        Load();
        List<KeyValuePair<Digest, JournalRecord>> kept = [.. (_earlier ?? []).Where(one => _asked.Contains(one.Key))];
        _length = kept.Count;
        return _file.TryCreate(kept);
    }
}
