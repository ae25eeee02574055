using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Lsf;

/// <summary>What an LSF says of itself.</summary>
internal static class LsfDescription
{
    /// <summary>Reads version and queues.</summary>
    public static BackendDescription Read(LsfSettings settings, CommandOutcome version, CommandOutcome queues)
    {
        // QUEUE_NAME PRIO STATUS MAX …
        ValueList<ValueList<string>> rows = queues.Output.Split('\n').Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(cells => cells.Length > 3)
            .Select(cells => (ValueList<string>)[cells[0], cells[1], cells[2], cells[3]])
            .ToValueList();
        return new BackendDescription
        {
            Facts = [new NamedValue("version", version.Output.Split('\n')[0] is { Length: > 0 } text ? text : "unknown")],
            Queues = new DataTable(["queue", "priority", "status", "slots"], rows),
            Problems = Problems(settings, rows).ToValueList(),
        };
    }

    private static IEnumerable<string> Problems(LsfSettings settings, ValueList<ValueList<string>> queues)
    {
        if (settings.Queue is not { } name)
        {
            yield break;
        }

        ValueList<string>[] found = [.. queues.Where(row => row[0] == name)];
        if (found.Length == 0)
        {
            yield return $"there is no queue `{name}`";
        }
        else if (!found[0][2].StartsWith("Open:Active", StringComparison.Ordinal))
        {
            yield return $"the queue `{name}` is {found[0][2]}";
        }
    }
}
