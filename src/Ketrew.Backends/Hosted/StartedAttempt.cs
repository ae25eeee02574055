using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Hosted;

/// <summary>An attempt of which something is still to be told.</summary>
/// <param name="Ticket">Its number in the conversation.</param>
/// <param name="Attempt">What is run.</param>
/// <param name="Listener">Who wants to hear it.</param>
/// <param name="Progress">How far it has come.</param>
/// <param name="Handle">What was told when it began; empty before that.</param>
internal sealed record StartedAttempt(long Ticket, Attempt Attempt, IAttemptListener Listener, StartProgress Progress, string Handle = "")
{
    /// <summary>How it is found again.</summary>
    public AttemptReference Reference => new(Attempt.Id, Handle);
}

/// <summary>How far a start has come.</summary>
internal enum StartProgress
{
    /// <summary>No process has been asked to start it.</summary>
    Unsent,

    /// <summary>A process was asked; it may have begun.</summary>
    Sent,

    /// <summary>It was told that it began; its end is to be told.</summary>
    Begun,
}
