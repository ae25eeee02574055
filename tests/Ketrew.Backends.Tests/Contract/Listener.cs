using System.Collections.Concurrent;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Contract;

/// <summary>Lets a test await what becomes of one attempt.</summary>
internal sealed class Listener : IAttemptListener
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly TaskCompletionSource<AttemptReference> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Verdict> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<string> Calls { get; } = new();

    public bool HasEnded => _ended.Task.IsCompleted;

    public Task<AttemptReference> StartedAsync() => _started.Task.WaitAsync(_patience);

    public Task<Verdict> EndedAsync() => _ended.Task.WaitAsync(_patience);

    /// <summary>Awaits the first thing that is told.</summary>
    public Task ToldAsync() => Task.WhenAny(_started.Task, _ended.Task).WaitAsync(_patience);

    public void Started(AttemptReference attempt, string host)
    {
        Calls.Enqueue($"started on {host}");
        _ = _started.TrySetResult(attempt);
    }

    public void Ended(AttemptId id, Verdict verdict)
    {
        Calls.Enqueue("ended");
        _ = _ended.TrySetResult(verdict);
    }
}
