using System.Text.Json;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Running;

namespace Ketrew.CommandLine.Output;

/// <summary>One JSON object per line for machines: <c>{"event":"target","target":"fetch","state":"done",…}</c>. Fields are added, never renamed.</summary>
/// <param name="terminal">Where it goes.</param>
/// <param name="graph">What is run.</param>
internal sealed class JsonRunDisplay(Terminal terminal, TargetGraph graph) : IRunObserver
{
    public void OnNext(RunEvent happened)
    {
        terminal.Print(JsonLine.Of(writer => Write(writer, happened)));
        terminal.Flush();
    }

    private void Write(Utf8JsonWriter writer, RunEvent happened)
    {
        switch (happened)
        {
            case RunEvent.Recovered recovered:
                writer.WriteString("event", "recovered");
                JsonLine.WriteList(writer, "targets", recovered.Attempts.Select(target => target.Value));
                break;
            case RunEvent.StrangersFound strangers:
                writer.WriteString("event", "strangers");
                JsonLine.WriteList(writer, "targets", strangers.Targets.Select(target => target.Value));
                break;
            case RunEvent.Superseded superseded:
                writer.WriteString("event", "superseded");
                writer.WriteString("target", superseded.Target.Value);
                writer.WriteString("heir", superseded.Heir.Value);
                break;
            case RunEvent.PickedUp picked:
                writer.WriteString("event", "picked-up");
                writer.WriteString("target", picked.Target.Value);
                writer.WriteString("since", picked.Since.UtcDateTime);
                break;
            case RunEvent.Started started:
                writer.WriteString("event", "started");
                writer.WriteNumber("run", started.Run);
                writer.WriteNumber("targets", started.TargetCount);
                writer.WriteNumber("upToDate", started.UpToDateCount);
                break;
            case RunEvent.TargetChanged changed:
                WriteTarget(writer, changed);
                break;
            case RunEvent.QueueChanged queue:
                writer.WriteString("event", "queue");
                writer.WriteString("target", queue.Target.Value);
                writer.WriteBoolean("waiting", queue.IsWaiting);
                writer.WriteString("detail", queue.Detail);
                break;
            case RunEvent.OutputsStayed stayed:
                writer.WriteString("event", "outputs-stayed");
                writer.WriteString("target", stayed.Target.Value);
                writer.WriteString("problem", stayed.Problem);
                break;
            case RunEvent.Stopping stopping:
                writer.WriteString("event", "stopping");
                writer.WriteBoolean("killing", stopping.IsKilling);
                break;
            case RunEvent.Ended ended:
                writer.WriteString("event", "ended");
                WriteSummary(writer, ended.Summary);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void WriteTarget(Utf8JsonWriter writer, RunEvent.TargetChanged changed)
    {
        writer.WriteString("event", "target");
        writer.WriteString("target", changed.Target.Value);
        writer.WriteString("state", StateText.Name(changed.State));
        writer.WriteString("at", changed.At.UtcDateTime);
        if (changed.Duration is { } duration)
        {
            writer.WriteNumber("seconds", Math.Round(duration.TotalSeconds, 3));
        }

        if (changed.LogPath is { } log)
        {
            writer.WriteString("log", log);
        }

        if (changed.State is TargetState.Failed or TargetState.Killed)
        {
            writer.WriteString("reason", StateText.Describe(changed.State));
            JsonLine.WriteList(writer, "lastLines", changed.LastLines);
            if (graph.TryFind(changed.Target, out int index) && graph[index].Provenance is { } provenance)
            {
                ExplanationJson.WriteOrigin(writer, "from", provenance);
            }
        }
    }

    private static void WriteSummary(Utf8JsonWriter writer, RunSummary summary)
    {
        writer.WriteNumber("run", summary.Run);
        writer.WriteBoolean("success", summary.IsSuccess);
        RunJson.WriteCounts(writer, summary.Counts);
        writer.WriteNumber("seconds", Math.Round(summary.Duration.TotalSeconds, 3));
    }
}
