using System.Globalization;
using System.Text.Json;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Processes;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Kubernetes;

/// <summary>Reads what a cluster says of pods.</summary>
internal static class PodReader
{
    private const int FirstSignal = 129;
    private const int LastSignal = 192;

    private static readonly string[] _troubles =
    [
        "ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName", "ImageInspectError", "RegistryUnavailable", "CreateContainerConfigError",
        "CreateContainerError", "RunContainerError", "CrashLoopBackOff", "PreCreateHookError", "PostStartHookError",
    ];

    /// <summary>All pods of a list, by name.</summary>
    /// <param name="text">JSON of <c>kubectl get pods -o json</c>.</param>
    /// <exception cref="JsonException">It isn't one.</exception>
    public static Dictionary<string, PodReport> Read(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.TryGetProperty("items", out JsonElement items) && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray().Select(ReadPod).ToDictionary(pod => pod.Name, StringComparer.Ordinal)
            : throw new JsonException("There are no `items`.");
    }

    private static PodReport ReadPod(JsonElement pod)
    {
        JsonElement metadata = Get(pod, "metadata");
        JsonElement status = Get(pod, "status");
        JsonElement state = Get(MainContainer(status), "state");
        JsonElement waiting = Get(state, "waiting");
        JsonElement began = Get(Get(state, "running"), "startedAt");
        string phase = Text(status, "phase");
        string reason = Text(waiting, "reason");
        bool hasTrouble = _troubles.Contains(reason, StringComparer.Ordinal);
        return new PodReport(Text(metadata, "name"), Detail(pod, status, phase, waiting))
        {
            Verdict = ReadVerdict(status, phase, Get(state, "terminated")),
            IsWaiting = phase == "Pending",
            Began = Moment(began),
            Trouble = hasTrouble ? Sentence(reason, Text(waiting, "message")) : null,
            IsHopeless = reason == "InvalidImageName",
            IsOutOfSight = phase == "Unknown" || Text(status, "reason") == "NodeLost",
            DeletedBy = Moment(Get(metadata, "deletionTimestamp")),
            Finalizers = Get(metadata, "finalizers") is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(item => item.GetString() ?? "")] : [],
            Fate = Disruption(status),
            Attempt = ReadAttempt(metadata),
            ProjectDirectory = Text(Get(metadata, "annotations"), PodManifest.DirectoryAnnotation),
        };
    }

    private static (int Run, string Target, int Number)? ReadAttempt(JsonElement metadata)
    {
        JsonElement labels = Get(metadata, "labels");
        string target = Text(Get(metadata, "annotations"), PodManifest.TargetAnnotation);
        return target.Length > 0 && TryParse(Text(labels, PodManifest.RunLabel), out int run) && TryParse(Text(labels, PodManifest.AttemptLabel), out int number)
            ? (run, target, number)
            : null;
    }

    // What the cluster did to it says more than how it then ended; but what was done by then was done.
    private static Verdict? ReadVerdict(JsonElement status, string phase, JsonElement terminated)
    {
        if (phase is not ("Succeeded" or "Failed") && terminated.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        Verdict? told = VerdictText.Parse(Text(terminated, "message"));
        return told is Verdict.Exited { Code: 0 } ? told
            : told is Verdict.Signaled { Signal: LibC.Kill } && Text(terminated, "reason") == "OOMKilled" ? new Verdict.OutOfMemory { Step = told.Step, Usage = told.Usage }
            : OfPod(Text(status, "reason"), Text(status, "message")) ?? Disruption(status) ?? told ?? OfContainer(terminated, phase);
    }

    private static Verdict? OfPod(string reason, string message) => reason switch
    {
        "DeadlineExceeded" => new Verdict.TimeLimitReached(Sentence(reason, message)),
        "Evicted" or "Preempting" or "Preempted" => new Verdict.Preempted(Sentence(reason, message)),
        "NodeLost" or "NodeShutdown" or "Shutdown" or "Terminated" or "NodeAffinity" or "UnexpectedAdmissionError" => new Verdict.NodeFailed(Sentence(reason, message)),
        // The node had given the room away: OutOfcpu, OutOfmemory, OutOfpods.
        _ when reason.StartsWith("OutOf", StringComparison.Ordinal) => new Verdict.Preempted(Sentence(reason, message)),
        _ => null,
    };

    private static Verdict? Disruption(JsonElement status)
    {
        JsonElement condition = Condition(status, "DisruptionTarget");
        if (Text(condition, "status") != "True")
        {
            return null;
        }

        string said = Sentence(Text(condition, "reason"), Text(condition, "message"));
        return Text(condition, "reason") is "PreemptionByScheduler" or "EvictionByEvictionAPI" or "PreemptionByKubeScheduler"
            ? new Verdict.Preempted(said)
            : new Verdict.NodeFailed(said);
    }

    private static Verdict OfContainer(JsonElement terminated, string phase)
    {
        string reason = Text(terminated, "reason");
        string message = Text(terminated, "message");
        int? code = Get(terminated, "exitCode") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;
        return reason switch
        {
            "OOMKilled" => new Verdict.OutOfMemory(),
            "StartError" or "ContainerCannotRun" => new Verdict.StartRefused(message.Length > 0 ? message : reason),
            "ContainerStatusUnknown" => new Verdict.NodeFailed(Sentence(reason, message)),
            _ when code is >= FirstSignal and <= LastSignal => new Verdict.Signaled(code.Value - FirstSignal + 1),
            _ when code is > 0 => new Verdict.Exited(code.Value),
            _ => new Verdict.Lost($"its pod is {phase} and left no verdict"),
        };
    }

    private static string Detail(JsonElement pod, JsonElement status, string phase, JsonElement waiting)
    {
        string node = Text(Get(pod, "spec"), "nodeName");
        JsonElement scheduled = Condition(status, "PodScheduled");
        string why = waiting.ValueKind == JsonValueKind.Object ? Sentence(Text(waiting, "reason"), Text(waiting, "message"))
            : Text(scheduled, "status") == "False" ? Sentence(Text(scheduled, "reason"), Text(scheduled, "message"))
            : Text(status, "reason");
        bool isDeleted = Get(Get(pod, "metadata"), "deletionTimestamp").ValueKind == JsonValueKind.String;
        return phase + (node.Length > 0 ? $" on {node}" : "") + (isDeleted ? ", being deleted" : "") + (why.Length > 0 ? $": {why}" : "");
    }

    private static JsonElement MainContainer(JsonElement status) =>
        Get(status, "containerStatuses") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().FirstOrDefault(container => Text(container, "name") == PodManifest.ContainerName)
            : default;

    private static JsonElement Condition(JsonElement status, string type) =>
        Get(status, "conditions") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().FirstOrDefault(condition => Text(condition, "type") == type) : default;

    private static string Sentence(string reason, string message) => message.Length > 0 ? $"{reason}: {message}" : reason;

    private static JsonElement Get(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out JsonElement found) ? found : default;

    private static string Text(JsonElement from, string name) => Get(from, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() ?? "" : "";

    private static DateTimeOffset? Moment(JsonElement text) =>
        text.ValueKind == JsonValueKind.String && text.TryGetDateTimeOffset(out DateTimeOffset moment) ? moment : null;

    private static bool TryParse(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
