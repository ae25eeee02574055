using System.Globalization;
using System.Text.Json;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Kubernetes;

/// <summary>What a cluster did with a pod.</summary>
internal static class PodEvents
{
    /// <summary>The events of a list, oldest first.</summary>
    /// <param name="text">JSON of <c>kubectl get events -o json</c>.</param>
    public static DataTable Read(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        IEnumerable<ValueList<string>> rows = document.RootElement.GetProperty("items").EnumerateArray()
            .Select(item => (ValueList<string>)[When(item), Text(item, "type"), Text(item, "reason"), Text(item, "message"), Count(item)])
            .OrderBy(row => row[0], StringComparer.Ordinal);
        return new DataTable(["last", "type", "reason", "message", "count"], [.. rows]);
    }

    /// <summary>A text in an object, or in one inside of it; empty when it isn't there.</summary>
    public static string Text(JsonElement from, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(name, out from))
            {
                return "";
            }
        }

        return from.ValueKind == JsonValueKind.String ? from.GetString() ?? "" : "";
    }

    private static string When(JsonElement item) =>
        ((string[])[Text(item, "lastTimestamp"), Text(item, "eventTime"), Text(item, "metadata", "creationTimestamp")]).FirstOrDefault(time => time.Length > 0) ?? "";

    private static string Count(JsonElement item) =>
        item.TryGetProperty("count", out JsonElement count) && count.TryGetInt32(out int number) ? number.ToString(CultureInfo.InvariantCulture) : "1";
}
