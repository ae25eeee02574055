using Ketrew.Engine.Running;

namespace Ketrew.CommandLine.Control;

/// <summary>Answers what other processes ask of this process's engine.</summary>
/// <param name="control">Steers the run.</param>
/// <param name="watch">Knows how far it is.</param>
internal sealed class ControlDesk(RunControl control, RunWatch watch)
{
    /// <summary>Does what is asked, and tells what came of it.</summary>
    /// <param name="request">What is asked.</param>
    public async Task<ControlAnswer> AnswerAsync(ControlRequest request)
    {
        switch (request)
        {
            case ControlRequest.Release:
                control.Stop();
                return new ControlAnswer.Releasing(watch.Awaited);
            case ControlRequest.Kill kill:
                return new ControlAnswer.Killed(await control.KillAsync(kill.Targets, kill.Strength));
            case ControlRequest.KillRun kill:
                return new ControlAnswer.Killed(await control.KillAllAsync(kill.Strength, kill.WithEarlierRuns));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
