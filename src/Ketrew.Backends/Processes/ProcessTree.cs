using System.Globalization;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Processes;

/// <summary>Processes as a table, children below their parents.</summary>
internal static class ProcessTree
{
    private static readonly ValueList<string> _columns = ["pid", "parent", "state", "elapsed", "cpu", "memory_kib", "command"];

    /// <summary>What this machine tells of processes; those that are gone are left out.</summary>
    public static DataTable Of(IReadOnlyCollection<int> processes)
    {
        if (processes.Count == 0)
        {
            return new DataTable(_columns, []);
        }

        string ids = string.Join(',', processes.Select(pid => pid.ToString(CultureInfo.InvariantCulture)));
        return Parse(CommandOutput.Read("ps", "-o", "pid=", "-o", "ppid=", "-o", "stat=", "-o", "etime=", "-o", "time=", "-o", "rss=", "-o", "args=", "-p", ids));
    }

    /// <summary>The table of what <c>ps</c> printed: pid, parent, state, elapsed time, processor time, resident memory, command.</summary>
    public static DataTable Parse(string output)
    {
        (int Pid, int Parent, string[] Cells)[] lines =
        [
            .. output.Split('\n')
                .Select(line => line.Split((char[]?)null, 7, StringSplitOptions.RemoveEmptyEntries))
                .Where(cells => cells.Length == 7 && int.TryParse(cells[0], out _) && int.TryParse(cells[1], out _))
                .Select(cells => (Number(cells[0]), Number(cells[1]), cells))
                .OrderBy(line => line.Item1),
        ];
        HashSet<int> known = [.. lines.Select(line => line.Pid)];
        ILookup<int, (int Pid, int Parent, string[] Cells)> children = lines.ToLookup(line => known.Contains(line.Parent) ? line.Parent : 0);
        List<ValueList<string>> rows = [];
        Add(0, "");
        return new DataTable(_columns, [.. rows]);

        void Add(int parent, string indent)
        {
            foreach ((int pid, _, string[] cells) in children[parent])
            {
                rows.Add([cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], indent + cells[6].TrimEnd()]);
                Add(pid, indent + "  ");
            }
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
