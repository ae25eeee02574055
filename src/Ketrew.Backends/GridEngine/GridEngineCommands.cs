using System.Globalization;
using Ketrew.Backends.Scheduling;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.GridEngine;

/// <summary>What Grid Engine is told and asked. Times are shown in UTC.</summary>
/// <param name="settings">What the declaration says.</param>
internal sealed class GridEngineCommands(GridEngineSettings settings)
{
    /// <summary>What stands between the title of a job and the name by which it is found: neither of them holds it. The queue shows the beginning only.</summary>
    public const char NameMark = '+';

    private const string Plain = "LC_ALL=C TZ=UTC0";
    private const string Mine = "qstat -xml -u \"$(id -un)\"";

    /// <summary>Asks about all jobs of this user that have not ended; of those that can't begin, why.</summary>
    public const string Queue =
        $"answer=$({Plain} {Mine}); code=$?; printf '%s\\n' \"$answer\"; "
        + "case $answer in *'<state>'*E*'</state>'*) LC_ALL=C qstat -u \"$(id -un)\" -j '*' 2> /dev/null | grep -E '^(job_number|error reason)' ;; esac; exit $code";

    /// <summary>Asks about all jobs of this user.</summary>
    public const string Find = $"{Plain} {Mine}";

    /// <summary>Hands over a job.</summary>
    /// <remarks>A signal comes before the one that kills (<c>-notify</c>); without that nothing could clean up.</remarks>
    public string Submit(ScheduledJob job) => string.Join(' ', new[]
    {
        "LC_ALL=C qsub -terse -r n -notify -j y -b y -shell n",
        $"-N {job.Title}{NameMark}{job.Name}",
        $"-wd {Shell.Quote(job.Directory)}",
        $"-o {Shell.Quote(job.OutputPath)}",
        settings.Queue is { } queue ? $"-q {Shell.Quote(queue)}" : "",
        settings.Project is { } project ? $"-P {Shell.Quote(project)}" : "",
        job.Resources.Cpus > 1 ? $"-pe {Shell.Quote(settings.ParallelEnvironment)} {Text(job.Resources.Cpus)}" : "",
        Limits(job.Resources),
        Words(settings.Options),
        "/bin/sh",
        Shell.Quote(JobLauncher.PathOf(job)),
    }.Where(word => word.Length > 0));

    /// <summary>Asks about jobs that have ended: one by one, there is no other way.</summary>
    public static string Account(ValueList<string> jobs) => $"for job in {Words(jobs)}; do {Plain} qacct -j \"$job\"; done";

    /// <summary>Ends jobs, or asks them to: the launcher makes the difference.</summary>
    public static string Delete(ValueList<string> jobs) => $"LC_ALL=C qdel {Words(jobs)}";

    private string Limits(ResourceRequest resources)
    {
        // Requests are per slot.
        long memory = (resources.MemoryBytes + Math.Max(1, resources.Cpus) - 1) / Math.Max(1, resources.Cpus);
        string[] limits =
        [
            .. memory > 0 ? settings.MemoryResources.Select(name => string.Create(CultureInfo.InvariantCulture, $"{name}={(memory + 1048575) / 1048576}M")) : [],
            .. resources.Gpus > 0 ? [$"{settings.GpuResource}={Text(resources.Gpus)}"] : Array.Empty<string>(),
            .. resources.Time is { } time ? [string.Create(CultureInfo.InvariantCulture, $"h_rt={Math.Ceiling(time.TotalSeconds)}")] : Array.Empty<string>(),
        ];
        return limits.Length == 0 ? "" : $"-l {Shell.Quote(string.Join(',', limits))}";
    }

    private static string Words(ValueList<string> words) => string.Join(' ', words.Select(Shell.Quote));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
