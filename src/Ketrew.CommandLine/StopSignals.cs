using System.Runtime.InteropServices;
using Ketrew.Engine.Running;

namespace Ketrew.CommandLine;

/// <summary>The strengths of stopping: Ctrl-C once lets nothing new start, again kills what runs, and once more forces it. A request to terminate does the first two.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private RunControl? _control;
    private int _requests;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => OnSignal(context, 1)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => OnSignal(context, 2)),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnHangUp),
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

    private void OnHangUp(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!IgnoresHangUp)
        {
            OnSignal(context, 2);
        }
    }

    private void OnSignal(PosixSignalContext context, int strength)
    {
        context.Cancel = true;
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

    private void Pass(int request)
    {
        if (request == 1)
        {
            _control?.Stop();
        }
        else
        {
            _control?.Kill();
        }
    }
}
