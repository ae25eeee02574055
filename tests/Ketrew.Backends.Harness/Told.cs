using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Harness;

/// <summary>Awaits the first thing that is told of an attempt.</summary>
internal sealed class Told : IAttemptListener
{
    private readonly TaskCompletionSource<Verdict?> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Null when it began.</summary>
    public Task<Verdict?> Task => _told.Task;

    public string Handle { get; private set; } = "";

    /// <inheritdoc/>
    public void Started(AttemptReference attempt, string host)
    {
        Handle = attempt.Handle;
        _ = _told.TrySetResult(null);
    }

    /// <inheritdoc/>
    public void Ended(AttemptId id, Verdict verdict) => _ = _told.TrySetResult(verdict);
}
