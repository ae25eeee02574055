using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Protocol.Backends;

namespace Ketrew.PluginHost.Backends;

/// <summary>Passes on what becomes of the attempts of one start.</summary>
/// <param name="backend">Whose they are.</param>
/// <param name="tickets">The number of each.</param>
/// <param name="outbox">To the engine.</param>
internal sealed class TicketListener(int backend, IReadOnlyDictionary<AttemptId, long> tickets, BackendOutbox outbox) : IAttemptListener
{
    /// <inheritdoc/>
    public void Started(AttemptReference attempt, string host)
    {
        if (tickets.TryGetValue(attempt.Id, out long ticket))
        {
            outbox.Add(new BackendMessage.Started(backend, ticket, attempt, host));
        }
    }

    /// <inheritdoc/>
    public void Ended(AttemptId id, Verdict verdict)
    {
        if (tickets.TryGetValue(id, out long ticket))
        {
            outbox.Add(new BackendMessage.Ended(backend, ticket, verdict));
        }
    }
}
