using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Pbs;

/// <summary>What a PBS says of itself.</summary>
internal static class PbsDescription
{
    private static readonly string[] _yes = ["True", "yes"];

    /// <summary>Reads version, server and queues; a wrapper that knows no servers leaves that out.</summary>
    public static BackendDescription Read(PbsSettings settings, CommandOutcome version, CommandOutcome server, CommandOutcome queues)
    {
        Dictionary<string, string> facts = PbsRecords.Read(server.Output)?.Values.FirstOrDefault() ?? [];
        Dictionary<string, Dictionary<string, string>> records = PbsRecords.Read(queues.Output) ?? [];
        return new BackendDescription
        {
            Facts =
            [
                new NamedValue("version", facts.GetValueOrDefault("pbs_version") ?? VersionOf(version)),
                new NamedValue("server", facts.GetValueOrDefault("server_host") ?? "unknown"),
                new NamedValue("state", facts.GetValueOrDefault("server_state") ?? "unknown"),
                new NamedValue("history", _yes.Contains(facts.GetValueOrDefault("job_history_enable") ?? "") ? "kept" : "not kept"),
            ],
            Queues = new DataTable(
                ["queue", "enabled", "started", "longest", "most cpus", "most memory"],
                records.Select(queue => Row(queue.Key, queue.Value)).ToValueList()),
            Problems = Problems(settings, records).ToValueList(),
        };
    }

    private static ValueList<string> Row(string name, Dictionary<string, string> queue) =>
    [
        name,
        queue.GetValueOrDefault("enabled") ?? "",
        queue.GetValueOrDefault("started") ?? "",
        queue.GetValueOrDefault("resources_max.walltime") ?? "",
        queue.GetValueOrDefault("resources_max.ncpus") ?? "",
        queue.GetValueOrDefault("resources_max.mem") ?? "",
    ];

    private static IEnumerable<string> Problems(PbsSettings settings, Dictionary<string, Dictionary<string, string>> queues)
    {
        if (settings.Queue is not { } name)
        {
            yield break;
        }

        if (!queues.TryGetValue(name, out Dictionary<string, string>? queue))
        {
            yield return $"there is no queue `{name}`";
            yield break;
        }

        foreach (string attribute in (string[])["enabled", "started"])
        {
            if (queue.GetValueOrDefault(attribute) is { } value && !_yes.Contains(value))
            {
                yield return $"the queue `{name}` is not {attribute}";
            }
        }
    }

    private static string VersionOf(CommandOutcome version) =>
        version.Code == 0 && $"{version.Output}{version.Errors}".Split('\n')[0].Split(['=', ':'], 2) is [_, var number] ? number.Trim() : "unknown";
}
