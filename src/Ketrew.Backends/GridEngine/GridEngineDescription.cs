using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.GridEngine;

/// <summary>What a Grid Engine says of itself.</summary>
internal static class GridEngineDescription
{
    private const int HeaderLines = 2;

    /// <summary>Reads version, queues and parallel environments.</summary>
    public static BackendDescription Read(GridEngineSettings settings, CommandOutcome version, CommandOutcome queues, CommandOutcome environments)
    {
        ValueList<ValueList<string>> rows = Lines(queues.Output).Skip(HeaderLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(cells => cells.Length > 5)
            .Select(cells => (ValueList<string>)[cells[0], cells[2], cells[4], cells[5]])
            .ToValueList();
        string[] known = Lines(environments.Output);
        return new BackendDescription
        {
            Facts =
            [
                new NamedValue("version", version.Output.Trim() is { Length: > 0 } text ? text : "unknown"),
                new NamedValue("parallel environments", known.Length > 0 ? string.Join(' ', known) : "none"),
            ],
            Queues = new DataTable(["queue", "used", "available", "slots"], rows),
            Problems = Problems(settings, rows.Select(row => row[0]), known).ToValueList(),
        };
    }

    private static IEnumerable<string> Problems(GridEngineSettings settings, IEnumerable<string> queues, string[] environments)
    {
        // A queue may be named with a host: all.q@node1.
        if (settings.Queue?.Split('@')[0] is { } queue && !queues.Contains(queue, StringComparer.Ordinal))
        {
            yield return $"there is no queue `{queue}`";
        }

        if (!environments.Contains(settings.ParallelEnvironment, StringComparer.Ordinal))
        {
            yield return $"there is no parallel environment `{settings.ParallelEnvironment}`: targets with more than one cpu will be refused";
        }
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
