using System.Diagnostics.CodeAnalysis;

namespace Ketrew.Backends.Local;

/// <summary>Hands work to threads, and makes one when all are busy.</summary>
/// <param name="work">Done on one of the threads; what it returns is called when that thread counts as idle again.</param>
internal sealed class JobQueue<T>(Func<T, Action> work)
{
    private readonly Queue<T> _jobs = new();
    private readonly object _gate = new();

    // Threads that wait, or will before long: counted so that no two jobs are left to one thread.
    private int _idle;
    private bool _isClosed;

    /// <summary>Gives work away; never waits.</summary>
    public void Add(T job)
    {
        lock (_gate)
        {
            _jobs.Enqueue(job);
            if (_idle < _jobs.Count)
            {
                _idle++;
                new Thread(Serve) { IsBackground = true, Name = "ketrew local" }.Start();
            }

            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Lets idle threads end; busy ones end after their work.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Serve()
    {
        while (TryTake(out T? job))
        {
            Action announce = work(job);
            lock (_gate)
            {
                _idle++;
            }

            // Who hears it gives out the next job at once, and must find this thread free.
            announce();
        }
    }

    private bool TryTake([MaybeNullWhen(false)] out T job)
    {
        lock (_gate)
        {
            while (_jobs.Count == 0 && !_isClosed)
            {
                _ = Monitor.Wait(_gate);
            }

            _idle--;
            return _jobs.TryDequeue(out job);
        }
    }
}
