namespace Ketrew.Backends.Local;

/// <summary>Hands work to threads, and makes one when all are busy.</summary>
/// <param name="work">Done on one of the threads.</param>
internal sealed class JobQueue<T>(Action<T> work)
{
    private readonly Queue<T> _jobs = new();
    private readonly Lock _threads = new();
    private readonly SemaphoreSlim _available = new(0);
    private int _idle;
    private bool _isClosed;

    /// <summary>Gives work away; never waits.</summary>
    public void Add(T job)
    {
        lock (_threads)
        {
            _jobs.Enqueue(job);
            if (_idle < _jobs.Count)
            {
                _idle++;
                new Thread(Serve) { IsBackground = true, Name = "ketrew local" }.Start();
            }
        }

        _ = _available.Release();
    }

    /// <summary>Lets idle threads end; busy ones end after their work.</summary>
    public void Close()
    {
        lock (_threads)
        {
            _isClosed = true;
            _ = _available.Release(_idle + 1);
        }
    }

    private void Serve()
    {
        while (TryTake(out T? job))
        {
            work(job);
            lock (_threads)
            {
                _idle++;
            }
        }
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T job)
    {
        _available.Wait();
        lock (_threads)
        {
            _idle--;
            job = default;
            return !_isClosed && _jobs.TryDequeue(out job);
        }
    }
}
