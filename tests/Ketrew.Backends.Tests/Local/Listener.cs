using System.Collections.Concurrent;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Local;

/// <summary>Lets a test await what becomes of one attempt.</summary>
internal sealed class Listener : IAttemptListener
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly TaskCompletionSource<AttemptReference> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Verdict> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<string> Calls { get; } = new();

    public Task<AttemptReference> StartedAsync() => _started.Task.WaitAsync(_patience);

    public Task<Verdict> EndedAsync() => _ended.Task.WaitAsync(_patience);

    public void Started(AttemptReference attempt)
    {
        Calls.Enqueue("started");
        _ = _started.TrySetResult(attempt);
    }

    public void Ended(AttemptId id, Verdict verdict)
    {
        Calls.Enqueue("ended");
        _ = _ended.TrySetResult(verdict);
    }
}
