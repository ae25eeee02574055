using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Slurm;

/// <summary>What there is of Slurm: its version, its partitions and their limits, and how long it remembers jobs.</summary>
internal static class SlurmDescription
{
    private static readonly (string Name, string Key)[] _facts =
    [
        ("cluster", "ClusterName"),
        ("largest array", "MaxArraySize"),
        ("most jobs", "MaxJobCount"),
        ("jobs are remembered for", "MinJobAge"),
        ("accounting", "AccountingStorageType"),
        ("record of ended jobs", "JobCompType"),
        ("time to clean up", "KillWait"),
        ("processes are found by", "ProctrackType"),
    ];

    /// <summary>Asks.</summary>
    public static ValueList<string> Commands { get; } =
    [
        "sinfo --version",
        "sinfo -h -o '%P|%a|%l|%D|%c|%m|%G'",
        "scontrol show config",
    ];

    /// <summary>Reads the answers.</summary>
    /// <exception cref="BackendException">Slurm can't be asked.</exception>
    public static BackendDescription Read(ValueList<CommandOutcome> outcomes, SlurmSettings settings)
    {
        if (outcomes.FirstOrDefault(outcome => outcome.Code != 0) is { } failed)
        {
            throw new BackendException($"Slurm can't be asked: {SlurmErrors.Last(failed)}")
            {
                Command = Commands[outcomes.ToList().IndexOf(failed)],
                ExitCode = failed.Code,
                StandardError = failed.Errors,
                IsRecoverable = failed.Code != 127,
            };
        }

        DataTable queues = new(
            ["partition", "state", "time limit", "nodes", "cpus", "memory MiB", "generic resources"],
            outcomes[1].Output.Split('\n').Select(line => line.Split('|').ToValueList()).Where(cells => cells.Count == 7).ToValueList());
        Dictionary<string, string> configuration = ReadConfiguration(outcomes[2].Output);
        return new BackendDescription
        {
            Facts = [new NamedValue("version", outcomes[0].Output.Trim()), .. Facts(configuration)],
            Queues = queues,
            Problems = [.. Problems(queues, configuration, settings)],
        };
    }

    private static IEnumerable<NamedValue> Facts(Dictionary<string, string> configuration) =>
        _facts.Where(fact => configuration.ContainsKey(fact.Key)).Select(fact => new NamedValue(fact.Name, configuration[fact.Key]));

    private static IEnumerable<string> Problems(DataTable queues, Dictionary<string, string> configuration, SlurmSettings settings)
    {
        string[] partitions = [.. queues.Rows.Select(row => row[0].TrimEnd('*')).Distinct()];
        foreach (string partition in settings.Partition?.Split(',') ?? [])
        {
            if (!partitions.Contains(partition))
            {
                yield return $"there is no partition `{partition}`; there are {string.Join(", ", partitions)}";
            }
            else if (queues.Rows.First(row => row[0].TrimEnd('*') == partition)[1] != "up")
            {
                yield return $"the partition `{partition}` is down: jobs wait there";
            }
        }

        if (configuration.GetValueOrDefault("AccountingStorageType") == "accounting_storage/none" && configuration.GetValueOrDefault("JobCompType") == "jobcomp/none")
        {
            yield return $"there is no accounting: why a job ended is forgotten after {configuration.GetValueOrDefault("MinJobAge", "a while")}";
        }
    }

    // `MinJobAge               = 300 sec`
    private static Dictionary<string, string> ReadConfiguration(string text)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (string line in text.Split('\n'))
        {
            int sign = line.IndexOf('=', StringComparison.Ordinal);
            if (sign > 0)
            {
                values[line[..sign].Trim()] = line[(sign + 1)..].Trim();
            }
        }

        return values;
    }
}
