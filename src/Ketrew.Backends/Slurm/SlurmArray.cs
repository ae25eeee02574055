using System.Globalization;
using System.Text;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Sdk;

namespace Ketrew.Backends.Slurm;

/// <summary>Several jobs in one submission: a script that picks the task's own. All tasks share the comment, which therefore names the script;
/// the script says what each task is called.</summary>
internal sealed class SlurmArray
{
    /// <summary>How many tasks an array has at most: what Slurm takes unless it is told otherwise.</summary>
    public const int Longest = 1000;

    /// <summary>Lists jobs with their comments, and the tasks of arrays with their names.</summary>
    public const string FindCommand = """
        found=$(squeue -h -r -t all -u "$(id -u)" -O 'JobArrayID:|,Comment:|') || exit
        printf '%s\n' "$found"
        printf '%s\n' "$found" | sed -n 's/^[^|]*|ketrew-array:\(.*\)|$/\1/p' | sort -u | while IFS= read -r script; do
            printf 'array %s\n' "$script"
            sed -n 's/^# \(task [0-9]* .*\)/\1/p' "$script" 2> /dev/null
        done
        exit 0
        """;

    private const string Comment = "ketrew-array:";

    private readonly string _log;

    /// <param name="jobs">Two or more that ask for the same.</param>
    public SlurmArray(ValueList<ScheduledJob> jobs)
    {
        string path = $"{jobs[0].Directory}/array-{Digest.Of([.. jobs.Select(job => job.Name)]).ToString()[..16]}";
        _log = $"{path}.log";
        File = new HostFile(path, Write(jobs));
        Options = [$"--array=0-{Number(jobs.Count - 1)}", $"--comment={Comment}{path}", $"--output={SlurmSubmission.Pattern(_log)}.%a"];
    }

    /// <summary>The script.</summary>
    public HostFile File { get; }

    /// <summary>The words for sbatch, besides the script.</summary>
    public ValueList<string> Options { get; }

    /// <summary>The id of a task.</summary>
    public static string TaskOf(string job, int task) => $"{job}_{Number(task)}";

    /// <summary>Reads what <see cref="FindCommand"/> printed.</summary>
    public static FindAnswer ReadFound(CommandOutcome outcome)
    {
        if (outcome.Code != 0)
        {
            return new FindAnswer.Unanswered(SlurmErrors.Last(outcome));
        }

        string[] lines = outcome.Output.Split('\n');
        Dictionary<string, Dictionary<string, string>> arrays = ReadArrays(lines);
        IEnumerable<(string Name, string Job)> found = lines.Select(line => line.Split('|')).Where(cells => cells.Length >= 3)
            .Select(cells => (Name(cells[0], string.Join('|', cells[1..^1]), arrays), cells[0]));
        return new FindAnswer.Known(found.GroupBy(job => job.Name, StringComparer.Ordinal).ToDictionary(
            group => group.Key,
            group => group.Select(job => job.Job).OrderBy(NumberOf).ToValueList(),
            StringComparer.Ordinal));
    }

    private static string Name(string job, string comment, Dictionary<string, Dictionary<string, string>> arrays) =>
        comment.StartsWith(Comment, StringComparison.Ordinal)
        && arrays.TryGetValue(comment[Comment.Length..], out Dictionary<string, string>? tasks)
        && tasks.TryGetValue(job[(job.IndexOf('_', StringComparison.Ordinal) + 1)..], out string? name)
            ? name
            : comment;

    private static Dictionary<string, Dictionary<string, string>> ReadArrays(string[] lines)
    {
        Dictionary<string, Dictionary<string, string>> arrays = new(StringComparer.Ordinal);
        Dictionary<string, string> tasks = [];
        foreach (string line in lines)
        {
            if (line.StartsWith("array ", StringComparison.Ordinal))
            {
                arrays[line["array ".Length..]] = tasks = new(StringComparer.Ordinal);
            }
            else if (line.Split(' ') is ["task", var task, var name])
            {
                tasks[task] = name;
            }
        }

        return arrays;
    }

    private static long NumberOf(string job) =>
        long.TryParse(job.Split('_')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;

    private string Write(ValueList<ScheduledJob> jobs)
    {
        StringBuilder text = new("#!/bin/sh\n# Runs one of several attempts; written by ketrew.\n");
        for (int i = 0; i < jobs.Count; i++)
        {
            _ = text.Append("# task ").Append(Number(i)).Append(' ').Append(jobs[i].Name).Append('\n');
        }

        _ = text.Append("case $SLURM_ARRAY_TASK_ID in\n");
        for (int i = 0; i < jobs.Count; i++)
        {
            _ = text.Append(Number(i)).Append(") script=").Append(Shell.Quote(jobs[i].Script)).Append(" log=").Append(Shell.Quote(jobs[i].OutputPath)).Append(" ;;\n");
        }

        // What Slurm says of a task goes to a file whose name Slurm makes.
        return text.Append("*) exit 7 ;;\nesac\nln -s ").Append(Shell.Quote(_log)).Append(".\"$SLURM_ARRAY_TASK_ID\" \"$log\"\nexec /bin/sh \"$script\"\n").ToString();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
