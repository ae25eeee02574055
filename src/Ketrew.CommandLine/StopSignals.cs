using System.Runtime.InteropServices;

namespace Ketrew.CommandLine;

/// <summary>The two strengths of stopping: Ctrl-C once lets nothing new start, twice kills what runs. A request to terminate does both.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _kill = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnTerminate),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnTerminate),
    ];

    /// <summary>Nothing new starts.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>What runs is killed.</summary>
    public CancellationToken Kill => _kill.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
        _kill.Dispose();
    }

    private void OnInterrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        (_stop.IsCancellationRequested ? _kill : _stop).Cancel();
    }

    private void OnTerminate(PosixSignalContext context)
    {
        context.Cancel = true;
        _stop.Cancel();
        _kill.Cancel();
    }
}
