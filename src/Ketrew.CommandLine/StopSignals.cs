using System.Runtime.InteropServices;
using Ketrew.Engine.Running;

namespace Ketrew.CommandLine;

/// <summary>The strengths of stopping: Ctrl-C once lets nothing new start, again kills what runs, and once more forces it. A request to terminate does the first two.</summary>
internal sealed class StopSignals : IDisposable
{
    /// <summary>Ctrl-C.</summary>
    internal const int AskedToStop = 1;

    /// <summary>Ctrl-C again, or a request to terminate.</summary>
    internal const int AskedToKill = 2;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private RunControl? _control;
    private int _requests;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Receive(context, AskedToStop)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Receive(context, AskedToKill)),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Receive(context, IgnoresHangUp ? 0 : AskedToKill)),
    ];

    /// <summary>Somebody wants this process to end.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>True for a process that its terminal's end does not concern. Default: false.</summary>
    public bool IgnoresHangUp { get; set; }

    /// <summary>Lets signals steer a run, those that came before, too.</summary>
    /// <param name="control">The run's.</param>
    public void Steer(RunControl control)
    {
        lock (_lock)
        {
            _control = control;
            for (int request = 1; request <= _requests; request++)
            {
                Pass(request);
            }
        }
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    /// <summary>Counts a request: each is at least one stronger than the one before.</summary>
    /// <param name="strength">How strong it is at least.</param>
    internal void Request(int strength)
    {
        lock (_lock)
        {
            int until = Math.Max(strength, _requests + 1);
            while (_requests < until)
            {
                Pass(++_requests);
            }
        }

        _stop.Cancel();
    }

    private void Receive(PosixSignalContext context, int strength)
    {
        context.Cancel = true;
        if (strength > 0)
        {
            Request(strength);
        }
    }

    private void Pass(int request)
    {
        if (request == AskedToStop)
        {
            _control?.Stop();
        }
        else
        {
            _control?.Kill();
        }
    }
}
