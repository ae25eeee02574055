using System.Globalization;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Slurm;

/// <summary>How jobs are handed to sbatch, and what it says to that.</summary>
/// <param name="settings">What was declared.</param>
internal sealed class SlurmSubmission(SlurmSettings settings)
{
    private const long Mebibyte = 1 << 20;

    // In a job of Slurm, what that job was given would be asked for again.
    private const string LeaveJob = """
        [ -z "${SLURM_JOB_ID-}" ] || for name in $(env | sed -n 's/^\(SLURM_[A-Z0-9_]*\)=.*/\1/p'); do
            case $name in SLURM_CONF | SLURM_CLUSTERS) ;; *) unset "$name" ;; esac
        done

        """;

    // Of limits on how many jobs one may have; a limit on their size is another matter.
    private static readonly string[] _full =
        ["MaxSubmit", "MaxSubmitJob", "MaxJobCount", "temporarily unable to accept job", "Resource temporarily unavailable", "exceeded the maximum number of jobs"];

    /// <summary>One submission: a job alone, or an array of several that ask for the same.</summary>
    public Submission Of(ScheduledJob[] jobs)
    {
        ValueList<ScheduledJob> list = [.. jobs];
        if (jobs is [var job])
        {
            return new Submission(list, [], $"{LeaveJob}exec {Words([.. Options(job), $"--comment={job.Name}", $"--output={Pattern(job.OutputPath)}", .. settings.Options, job.Script])}");
        }

        SlurmArray array = new(list);
        return new Submission(list, [array.File], $"{LeaveJob}exec {Words([.. Options(jobs[0]), .. array.Options, .. settings.Options, array.File.Path])}");
    }

    /// <summary>A path as a pattern for file names that means nothing but this path.</summary>
    public static string Pattern(string path) => path.Replace("%", "%%", StringComparison.Ordinal);

    /// <summary>What sbatch says.</summary>
    public static SubmissionAnswer Read(Submission submission, CommandOutcome outcome)
    {
        // `4711;cluster` when there are several clusters.
        string job = outcome.Output.TrimEnd().Split('\n')[^1].Split(';')[0].Trim();
        bool isNumber = job.Length > 0 && job.All(char.IsAsciiDigit);
        return outcome.Code switch
        {
            0 when isNumber => new SubmissionAnswer.Accepted(
                submission.Jobs is [_] ? [job] : Enumerable.Range(0, submission.Jobs.Count).Select(task => SlurmArray.TaskOf(job, task)).ToValueList()),
            0 => new SubmissionAnswer.Unclear($"sbatch did not say which job it is: {outcome.Output.Trim()}"),
            127 => new SubmissionAnswer.Refused($"there is no sbatch: {SlurmErrors.Last(outcome)}"),
            > 128 and < 255 => new SubmissionAnswer.Unclear($"sbatch was ended by signal {(outcome.Code - 128).ToString(CultureInfo.InvariantCulture)}"),
            _ when SlurmErrors.IsOutOfReach(outcome) || _full.Any(word => outcome.Errors.Contains(word, StringComparison.OrdinalIgnoreCase)) =>
                new SubmissionAnswer.Unclear(SlurmErrors.Last(outcome)),
            _ => new SubmissionAnswer.Refused(SlurmErrors.Last(outcome)),
        };
    }

    private static string Words(IEnumerable<string> words) => string.Join(' ', words.Select(Shell.Quote));

    private IEnumerable<string> Options(ScheduledJob job)
    {
        ResourceRequest asked = job.Resources;
        string?[] words =
        [
            "sbatch", "--parsable", "--chdir=/", "--open-mode=append", "--nodes=1", "--ntasks=1", "--kill-on-invalid-dep=yes",
            settings.Requeue ? "--requeue" : "--no-requeue",
            $"--job-name={job.Title}",
            asked.Cpus > 0 ? Option("cpus-per-task", asked.Cpus) : null,
            asked.MemoryBytes > 0 ? $"{Option("mem", (asked.MemoryBytes + Mebibyte - 1) / Mebibyte)}M" : null,
            asked.Gpus > 0 ? Option("gres=gpu", asked.Gpus).Replace("gpu=", "gpu:", StringComparison.Ordinal) : null,
            asked.Time is { } time ? Option("time", Math.Max(1, (long)Math.Ceiling(time.TotalMinutes))) : null,
            Option("partition", settings.Partition),
            Option("account", settings.Account),
            Option("qos", settings.Qos),
            Option("constraint", settings.Constraint),
        ];
        return words.OfType<string>();
    }

    private static string? Option(string name, string? value) => value is null ? null : $"--{name}={value}";

    private static string Option(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"--{name}={value}");
}
