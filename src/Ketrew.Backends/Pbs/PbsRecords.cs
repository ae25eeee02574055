using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ketrew.Backends.Pbs;

/// <summary>Reads what <c>qstat -f</c> tells of jobs, queues or servers: their attributes by name, those of nested ones as <c>Resource_List.ncpus</c>.</summary>
internal static partial class PbsRecords
{
    /// <summary>Reads an answer in JSON or text; null when it is JSON that isn't whole.</summary>
    public static Dictionary<string, Dictionary<string, string>>? Read(string text) =>
        text.AsSpan().TrimStart() is ['{', ..] ? ReadJson(text) : ReadText(text);

    private static Dictionary<string, Dictionary<string, string>>? ReadJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true });
            return ReadJobs(document.RootElement);
        }
        catch (JsonException)
        {
            return ReadLines(text);
        }
    }

    private static Dictionary<string, Dictionary<string, string>> ReadJobs(JsonElement root)
    {
        Dictionary<string, Dictionary<string, string>> records = new(StringComparer.Ordinal);
        if (root.TryGetProperty("Jobs", out JsonElement jobs) && jobs.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty job in jobs.EnumerateObject())
            {
                Dictionary<string, string> attributes = new(StringComparer.Ordinal);
                Flatten("", job.Value, attributes);
                records[job.Name] = attributes;
            }
        }

        return records;
    }

    private static void Flatten(string prefix, JsonElement value, Dictionary<string, string> attributes)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            attributes[prefix] = value.ToString();
            return;
        }

        foreach (JsonProperty property in value.EnumerateObject())
        {
            Flatten(prefix.Length == 0 ? property.Name : $"{prefix}.{property.Name}", property.Value, attributes);
        }
    }

    // A job's own variables can make its JSON no JSON: PBS does not always quote what it should. It writes an attribute a line, though.
    private static Dictionary<string, Dictionary<string, string>>? ReadLines(string text)
    {
        if (!text.AsSpan().TrimEnd().EndsWith("\n}"))
        {
            return null;
        }

        Dictionary<string, Dictionary<string, string>> records = new(StringComparer.Ordinal);
        List<string> path = [];
        foreach (string line in text.Split('\n'))
        {
            if (Attribute().Match(line) is { Success: true } match)
            {
                Take(match.Groups[1].Value, match.Groups[2].Value, path, records);
            }
            else if (line.AsSpan().Trim() is "}" or "}," && path.Count > 0)
            {
                path.RemoveAt(path.Count - 1);
            }
        }

        return records;
    }

    private static void Take(string name, string value, List<string> path, Dictionary<string, Dictionary<string, string>> records)
    {
        if (value == "{")
        {
            path.Add(name);
            if (path is ["Jobs", _])
            {
                records[name] = new(StringComparer.Ordinal);
            }
        }
        else if (path is ["Jobs", var job, .. var nested])
        {
            records[job][string.Join('.', [.. nested, name])] = value.TrimEnd(',').Trim('"');
        }
    }

    private static Dictionary<string, Dictionary<string, string>> ReadText(string text)
    {
        Dictionary<string, Dictionary<string, string>> records = new(StringComparer.Ordinal);
        Dictionary<string, string> record = [];
        char indent = '\0';
        string last = "";
        foreach (string line in text.Split('\n'))
        {
            if (Heading().Match(line) is { Success: true } heading)
            {
                records[heading.Groups[1].Value] = record = new(StringComparer.Ordinal);
                (indent, last) = ('\0', "");
            }
            else if (line.StartsWith('\t') && indent == ' ' && last.Length > 0)
            {
                record[last] += line[1..];
            }
            else if (TextAttribute().Match(line) is { Success: true } match)
            {
                indent = line[0];
                last = match.Groups[1].Value;
                record[last] = match.Groups[2].Value;
            }
        }

        return records;
    }

    [GeneratedRegex("""^\s*"((?:[^"\\]|\\.)*)":\s*(.*)$""")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^(?:Job Id|Queue|Server):\s*(\S+)")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s+([^\s=]+) = (.*)$")]
    private static partial Regex TextAttribute();
}
