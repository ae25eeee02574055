using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Protocol.Backends;

namespace Ketrew.Backends.Hosted;

/// <summary>The attempts of one backend of which something is still to be told. Everything is told once. Thread-safe.</summary>
internal sealed class StartBook
{
    private readonly SortedDictionary<long, StartedAttempt> _entries = [];
    private readonly Lock _gate = new();
    private long _lastTicket;

    /// <summary>Attempts that are new.</summary>
    public void Add(ValueList<Attempt> attempts, IAttemptListener listener)
    {
        lock (_gate)
        {
            foreach (Attempt attempt in attempts)
            {
                _lastTicket++;
                _entries.Add(_lastTicket, new StartedAttempt(_lastTicket, attempt, listener, StartProgress.Unsent));
            }
        }
    }

    /// <summary>Those that have come to a point, in the order in which they were added.</summary>
    public ValueList<StartedAttempt> At(StartProgress progress)
    {
        lock (_gate)
        {
            return [.. _entries.Values.Where(entry => entry.Progress == progress)];
        }
    }

    /// <summary>Marks attempts as sent, and gives what is to be sent; no id twice, since one message may have it once only.</summary>
    /// <param name="isAgain">True to send what a lost process was sent, too.</param>
    public ValueList<StartTicket[]> TakeToSend(bool isAgain)
    {
        lock (_gate)
        {
            StartedAttempt[] taken = [.. _entries.Values.Where(entry => entry.Progress == StartProgress.Unsent || (isAgain && entry.Progress == StartProgress.Sent))];
            foreach (StartedAttempt entry in taken)
            {
                _entries[entry.Ticket] = entry with { Progress = StartProgress.Sent };
            }

            return [.. taken
                .GroupBy(entry => entry.Attempt.Id)
                .SelectMany(same => same.Index())
                .GroupBy(entry => entry.Index)
                .OrderBy(round => round.Key)
                .Select(round => round.Select(entry => new StartTicket(entry.Item.Ticket, entry.Item.Attempt)).ToArray())];
        }
    }

    /// <summary>An attempt began; tells it.</summary>
    /// <param name="started">What the process said.</param>
    /// <param name="isLast">True when nothing more is to be told: its end is looked for by others.</param>
    public void Begin(BackendMessage.Started started, bool isLast)
    {
        StartedAttempt? entry;
        lock (_gate)
        {
            if (!_entries.TryGetValue(started.Ticket, out entry) || entry.Progress == StartProgress.Begun || entry.Attempt.Id != started.Attempt.Id)
            {
                return;
            }

            _ = _entries.Remove(started.Ticket);
            if (!isLast)
            {
                _entries.Add(started.Ticket, entry with { Progress = StartProgress.Begun, Handle = started.Attempt.Handle });
            }
        }

        entry.Listener.Started(started.Attempt, started.Host);
    }

    /// <summary>An attempt is over; tells it.</summary>
    public void End(long ticket, Verdict verdict)
    {
        StartedAttempt? entry;
        lock (_gate)
        {
            if (!_entries.Remove(ticket, out entry))
            {
                return;
            }
        }

        entry.Listener.Ended(entry.Attempt.Id, verdict);
    }

    /// <summary>True while something is to be told of an attempt.</summary>
    public bool Has(long ticket)
    {
        lock (_gate)
        {
            return _entries.ContainsKey(ticket);
        }
    }
}
