using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Ketrew.CommandLine.Control;

/// <summary>Lets other processes of the same user steer the run of this one. Whatever they send, or don't, the run goes on.</summary>
internal sealed class ControlServer : IAsyncDisposable
{
    // Each takes a file descriptor, and jobs need those more.
    private const int MostClients = 16;

    private readonly ControlAddress _address;
    private readonly ControlAnswer.Hello _hello;
    private readonly Func<ControlRequest, Task<ControlAnswer>> _answer;
    private readonly WaitingClients _waiting;
    private readonly Socket _listener;
    private readonly SemaphoreSlim _seats = new(MostClients);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Task, bool> _clients = new();
    private readonly Task _accepting;

    /// <summary>Listens from now on.</summary>
    /// <param name="address">Where; the caller holds the project's lock.</param>
    /// <param name="hello">What each client is told first.</param>
    /// <param name="answer">Answers requests, whatever they are; called from several threads.</param>
    /// <param name="waiting">Takes those who wait until the engine has gone.</param>
    /// <exception cref="IOException">No socket can be made.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public ControlServer(ControlAddress address, ControlAnswer.Hello hello, Func<ControlRequest, Task<ControlAnswer>> answer, WaitingClients waiting)
    {
        (_address, _hello, _answer, _waiting) = (address, hello, answer, waiting);
        _listener = address.Listen();
        _accepting = AcceptAsync();
    }

    /// <summary>How long a client may take to say what it wants, and to hear the answer. Default: 10 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Stops listening, once everybody has the answer to what was asked.</summary>
    public async ValueTask DisposeAsync()
    {
        _address.Remove();
        await _end.CancelAsync();
        await _accepting;
        await Task.WhenAll(_clients.Keys);
        _listener.Dispose();
        _seats.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await _seats.WaitAsync(_end.Token);
                Socket client = await _listener.AcceptAsync(_end.Token);
                Task serving = ServeAsync(client);
                _ = _clients.TryAdd(serving, true);
                _ = serving.ContinueWith(done => _clients.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
        catch (SocketException)
        {
            // Nobody can ask any more; that is no reason to end the run.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        await Task.Yield();
        try
        {
            await new ControlConnection(new LineChannel(client), _answer, _waiting, Patience).ServeAsync(_hello, _end.Token);
        }
        finally
        {
            _ = _seats.Release();
        }
    }
}
