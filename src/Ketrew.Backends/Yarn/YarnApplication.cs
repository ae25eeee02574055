using System.Text.Json;
using Ketrew.Backends.Scheduling;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Yarn;

/// <summary>What a resource manager says of applications.</summary>
internal static class YarnApplication
{
    private static readonly (string Words, Func<string, Verdict> Meaning)[] _ends =
    [
        ("beyond physical memory limits", _ => new Verdict.OutOfMemory()),
        ("beyond virtual memory limits", _ => new Verdict.OutOfMemory()),
        ("exceeding its lifetime", why => new Verdict.TimeLimitReached(why)),
        ("exitCode: -102", why => new Verdict.Preempted(why)),
        ("preempted", why => new Verdict.Preempted(why)),
        ("exitCode: -100", why => new Verdict.NodeFailed(why)),
        ("lost node", why => new Verdict.NodeFailed(why)),
        ("ApplicationMaster for attempt", why => new Verdict.TimeLimitReached($"{why}; let the backend submit services, which have no such limit")),
    ];

    /// <summary>Reports by id.</summary>
    /// <param name="text">JSON of a list of applications, which says null for none.</param>
    /// <exception cref="JsonException">It isn't one.</exception>
    public static Dictionary<string, JobReport> ReadAll(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return Applications(document.RootElement).ToDictionary(app => YarnRequest.Text(app, "id"), Report, StringComparer.Ordinal);
    }

    /// <summary>Ids by name, newest last.</summary>
    /// <exception cref="JsonException">It isn't a list of applications.</exception>
    public static Dictionary<string, ValueList<string>> ReadNames(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return Applications(document.RootElement)
            .GroupBy(app => YarnRequest.Text(app, "name"), app => YarnRequest.Text(app, "id"), StringComparer.Ordinal)
            .ToDictionary(apps => apps.Key, apps => apps.Order(StringComparer.Ordinal).ToValueList(), StringComparer.Ordinal);
    }

    /// <summary>All that is told of one, field by field.</summary>
    public static DataTable ReadFields(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return new DataTable(["field", "value"], document.RootElement.GetProperty("app").EnumerateObject()
            .Select(field => (ValueList<string>)[field.Name, YarnRequest.Text(field.Value)])
            .Where(row => row[1].Length > 0).ToValueList());
    }

    /// <summary>True when it has ended, whichever way.</summary>
    public static bool IsOver(string report)
    {
        using JsonDocument document = JsonDocument.Parse(report);
        return YarnRequest.Text(document.RootElement, "app", "state") is "FINISHED" or "FAILED" or "KILLED";
    }

    /// <summary>The name that one was submitted with.</summary>
    public static string NameOf(string report)
    {
        using JsonDocument document = JsonDocument.Parse(report);
        return YarnRequest.Text(document.RootElement, "app", "name");
    }

    /// <summary>The first container of an application; null when it has none yet.</summary>
    public static string? FirstContainer(string report)
    {
        using JsonDocument document = JsonDocument.Parse(report);
        return YarnRequest.Text(document.RootElement, "app", "amContainerLogs").Split('/').FirstOrDefault(part => part.StartsWith("container_", StringComparison.Ordinal));
    }

    /// <summary>The container of a service; null when it has none yet.</summary>
    public static string? ServiceContainer(string service)
    {
        using JsonDocument document = JsonDocument.Parse(service);
        return document.RootElement.TryGetProperty("components", out JsonElement components) && components.ValueKind == JsonValueKind.Array
            ? components.EnumerateArray()
                .SelectMany(component => component.TryGetProperty("containers", out JsonElement containers) && containers.ValueKind == JsonValueKind.Array ? containers.EnumerateArray().ToArray() : [])
                .Select(container => YarnRequest.Text(container, "id")).FirstOrDefault(id => id.Length > 0)
            : null;
    }

    /// <summary>What a resource manager says when it refuses something.</summary>
    public static string Complaint(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            string said = YarnRequest.Text(document.RootElement, "RemoteException", "message");
            return said.Length > 0 ? said : YarnRequest.Text(document.RootElement, "diagnostics") is { Length: > 0 } diagnostics ? diagnostics : text.Trim();
        }
        catch (JsonException)
        {
            return text.Trim() is { Length: > 0 } words ? words.Split('\n')[0] : "nothing more";
        }
    }

    private static IEnumerable<JsonElement> Applications(JsonElement root) =>
        root.TryGetProperty("apps", out JsonElement apps)
            ? apps.ValueKind == JsonValueKind.Object && apps.TryGetProperty("app", out JsonElement list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : []
            : throw new JsonException("There are no `apps`.");

    private static JobReport Report(JsonElement app)
    {
        string state = YarnRequest.Text(app, "state");
        string diagnostics = YarnRequest.Text(app, "diagnostics").Trim();
        string first = diagnostics.Split('\n')[0];
        JobPhase phase = state switch
        {
            "FINISHED" or "FAILED" or "KILLED" => JobPhase.Ended,
            "RUNNING" => JobPhase.Running,
            _ => JobPhase.Waiting,
        };
        return new JobReport(phase, first.Length > 0 ? $"{state}: {first}" : state)
        {
            Name = YarnRequest.Text(app, "name"),
            End = phase is JobPhase.Ended ? End(state, diagnostics) : null,
        };
    }

    private static Verdict? End(string state, string diagnostics) =>
        _ends.FirstOrDefault(end => diagnostics.Contains(end.Words, StringComparison.OrdinalIgnoreCase)).Meaning?.Invoke(diagnostics.Split('\n')[0])
        ?? (state == "KILLED" ? new Verdict.Cancelled(diagnostics.Length > 0 ? diagnostics.Split('\n')[0] : "its application was killed") : null);
}
