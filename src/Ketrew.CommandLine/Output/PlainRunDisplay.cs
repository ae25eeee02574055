using Ketrew.Engine.Automaton;
using Ketrew.Engine.Running;

namespace Ketrew.CommandLine.Output;

/// <summary>A line per target that ended: for pipes and log files.</summary>
/// <param name="terminal">Where it goes.</param>
internal sealed class PlainRunDisplay(Terminal terminal) : IRunObserver
{
    private int _toRun;
    private int _ended;

    public void OnNext(RunEvent happened)
    {
        switch (happened)
        {
            case RunEvent.Recovered recovered:
                terminal.PrintNote($"an earlier run was cut off: what {StateText.Count(recovered.Attempts.Count, "target")} left half-done was set aside");
                break;
            case RunEvent.StrangersFound strangers:
                terminal.PrintNote($"still running, though the workflow has them no more: {string.Join(", ", strangers.Targets)} (`ketrew kill {strangers.Targets[0]}` ends it)");
                break;
            case RunEvent.Superseded superseded:
                terminal.PrintNote($"ended {superseded.Target}, which an earlier run had left: what it writes is made by {superseded.Heir} now");
                break;
            case RunEvent.PickedUp picked:
                terminal.PrintNote($"picked up {picked.Target}, which runs since {picked.Since.ToLocalTime():yyyy-MM-dd HH:mm:ss}");
                break;
            case RunEvent.TargetChanged { State: TargetState.Unknown unknown } changed:
                terminal.PrintNote($"lost sight of {changed.Target}: {unknown.Why}");
                break;
            case RunEvent.Started started:
                _toRun = started.TargetCount - started.UpToDateCount;
                break;
            case RunEvent.TargetChanged { State: TargetState.Retrying retrying } changed:
                terminal.PrintNote($"{changed.Target} {StateText.Describe(retrying.Reason)}; trying again");
                break;
            case RunEvent.TargetChanged { State.IsFinal: true } changed:
                _toRun = Math.Max(_toRun, ++_ended);
                PrintEnd(changed);
                break;
            case RunEvent.OutputsStayed stayed:
                terminal.PrintNote($"what `{stayed.Target}` wrote could not be moved aside: {stayed.Problem}");
                break;
            case RunEvent.Stopping stopping:
                terminal.PrintNote(stopping.IsKilling ? "killing what runs" : "nothing new starts; waiting for what runs");
                break;
        }
    }

    private void PrintEnd(RunEvent.TargetChanged changed)
    {
        if (changed.State is TargetState.Succeeded or TargetState.Failed or TargetState.Killed or TargetState.Detached)
        {
            string time = changed.Duration is { } duration ? $" ({StateText.Describe(duration)})" : "";
            terminal.PrintNote($"[{_ended}/{_toRun}] {StateText.Name(changed.State)} {changed.Target}{time}");
        }
    }
}
