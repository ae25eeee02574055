using Ketrew.Engine.Automaton;
using Ketrew.Engine.Running;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Output;

/// <summary>Where a run stands, in a few lines: what runs and for how long, how much is left.</summary>
/// <param name="remaining">Says how long the rest will take.</param>
internal sealed class LiveRunLines(RemainingTime remaining)
{
    private const int RunningLimit = 8;

    private readonly Dictionary<TargetId, DateTimeOffset> _running = [];
    private readonly HashSet<TargetId> _pickedUp = [];
    private readonly Dictionary<TargetId, string> _queued = [];
    private int _toRun;
    private int _done;
    private int _failed;
    private string _notice = "";

    /// <summary>Takes in what happened.</summary>
    public void Follow(RunEvent happened)
    {
        switch (happened)
        {
            case RunEvent.Started started:
                _toRun = started.TargetCount - started.UpToDateCount;
                break;
            case RunEvent.Superseded superseded:
                _notice = $"ended {superseded.Target}, whose output is made by {superseded.Heir} now";
                break;
            case RunEvent.PickedUp picked:
                _running[picked.Target] = picked.Since;
                _ = _pickedUp.Add(picked.Target);
                break;
            case RunEvent.QueueChanged { IsWaiting: true } queued:
                _queued[queued.Target] = queued.Detail;
                break;
            case RunEvent.QueueChanged begun:
                _ = _queued.Remove(begun.Target);
                break;
            case RunEvent.Stopping stopping:
                _notice = stopping.IsKilling ? "killing what runs; Ctrl-C again forces it" : "nothing new starts; Ctrl-C again kills what runs";
                break;
            case RunEvent.TargetChanged changed:
                Follow(changed);
                break;
        }
    }

    /// <summary>What runs, oldest first; last a summary.</summary>
    /// <param name="now">Says how long something runs.</param>
    public ValueList<string> Lines(DateTimeOffset now)
    {
        string failed = _failed == 0 ? "" : $", {_failed} failed";
        string left = remaining.Estimate(_toRun - _done - _failed) is { } time ? $", about {StateText.Describe(time)} left" : "";
        string queued = _queued.Count == 0 ? "" : $", {_queued.Count} queued";
        string notice = _notice.Length == 0 ? "" : $" — {_notice}";
        return
        [
            .. _running.OrderBy(pair => (_queued.ContainsKey(pair.Key), pair.Value)).Take(RunningLimit).Select(pair => Line(pair.Key, now - pair.Value)),
            .. _running.Count > RunningLimit ? [$"  … and {_running.Count - RunningLimit} more"] : Array.Empty<string>(),
            $"{_done} of {_toRun} done{failed}, {_running.Count - _queued.Count} running{queued}{left}{notice}",
        ];
    }

    private string Line(TargetId target, TimeSpan time) =>
        $"  {target}  {StateText.Describe(time)}{(_pickedUp.Contains(target) ? ", picked up" : "")}{(_queued.TryGetValue(target, out string? detail) ? $", {detail}" : "")}";

    private void Follow(RunEvent.TargetChanged changed)
    {
        if (changed.State is TargetState.Running or TargetState.Starting)
        {
            _ = _running.TryAdd(changed.Target, changed.At);
        }
        else if (changed.State is not (TargetState.Verifying or TargetState.Killing))
        {
            _ = _running.Remove(changed.Target);
            _ = _pickedUp.Remove(changed.Target);
            _ = _queued.Remove(changed.Target);
        }

        if (changed is { State.IsFinal: true, Duration: { } duration })
        {
            remaining.Add(duration);
        }

        _done += changed.State.IsSuccess ? 1 : 0;
        _failed += changed.State is TargetState.Failed or TargetState.Killed ? 1 : 0;
    }
}
