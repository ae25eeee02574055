using System.Threading.Channels;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>How people steer a run, from any thread, before it begins and until it has ended. One run has one.</summary>
public sealed class RunControl
{
    private readonly Channel<RunSignal> _signals = Channel.CreateUnbounded<RunSignal>(new UnboundedChannelOptions { SingleReader = true });

    internal ChannelReader<RunSignal> Signals => _signals.Reader;

    /// <summary>Lets nothing new start. What outlives the engine is left to a later run; what does not is awaited.</summary>
    public void Stop() => Post(new RunSignal.StopRequested());

    /// <summary>Ends what is awaited: TERM, and KILL after the grace; asked again, KILL at once.</summary>
    public void Kill() => Post(new RunSignal.KillRequested());

    /// <summary>Ends targets, those that outlive the engine too. What needs them is blocked; the rest of the run goes on.</summary>
    /// <param name="targets">Which.</param>
    /// <param name="strength">Whether they may clean up first.</param>
    /// <returns>One report per target, once each has ended or is known not to end.</returns>
    public Task<ValueList<KillReport>> KillAsync(ValueList<TargetId> targets, KillStrength strength)
    {
        TaskCompletionSource<ValueList<KillReport>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return _signals.Writer.TryWrite(new RunSignal.TargetKillRequested(targets, strength, answer))
            ? answer.Task
            : Task.FromResult(NotRunning(targets));
    }

    /// <summary>Ends the whole run with everything that it runs, those that outlive the engine too.</summary>
    /// <param name="strength">Whether targets may clean up first.</param>
    /// <param name="withEarlierRuns">True to end also what earlier runs left and this one did not take over.</param>
    /// <returns>One report per target that was running.</returns>
    public Task<ValueList<KillReport>> KillAllAsync(KillStrength strength, bool withEarlierRuns)
    {
        TaskCompletionSource<ValueList<KillReport>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return _signals.Writer.TryWrite(new RunSignal.RunKillRequested(strength, withEarlierRuns, answer))
            ? answer.Task
            : Task.FromResult<ValueList<KillReport>>([]);
    }

    internal void Post(RunSignal signal) => _ = _signals.Writer.TryWrite(signal);

    /// <summary>Answers everything that nobody will look at any more.</summary>
    internal void Close()
    {
        _ = _signals.Writer.TryComplete();
        while (_signals.Reader.TryRead(out RunSignal? signal))
        {
            switch (signal)
            {
                case RunSignal.TargetKillRequested request:
                    _ = request.Answer.TrySetResult(NotRunning(request.Targets));
                    break;
                case RunSignal.RunKillRequested request:
                    _ = request.Answer.TrySetResult([]);
                    break;
            }
        }
    }

    private static ValueList<KillReport> NotRunning(ValueList<TargetId> targets) =>
        [.. targets.Select(target => new KillReport(target, KillOutcome.NotRunning, ""))];
}
