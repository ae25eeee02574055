using System.Globalization;
using Ketrew.Backends.Scheduling;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Pbs;

/// <summary>What PBS is told and asked, in either dialect. Times are shown in UTC.</summary>
/// <param name="settings">What the declaration says.</param>
internal sealed class PbsCommands(PbsSettings settings)
{
    /// <summary>The variable by which a job is found again; the name of a job may be too short.</summary>
    public const string NameVariable = "KETREW_JOB";

    /// <summary>How those names begin.</summary>
    public const string NamePrefix = "ketrew-";

    private const string Plain = "LC_ALL=C TZ=UTC0";

    /// <summary>Hands over a job.</summary>
    public string Submit(ScheduledJob job) => Choose(Submit(job, PbsDialect.OpenPbs), Submit(job, PbsDialect.Torque));

    /// <summary>Asks about jobs that are in the queue.</summary>
    public string Queue(ValueList<string> jobs) =>
        Choose($"{Plain} qstat -f -F json {Words(jobs)}", $"{Plain} qstat -f {Words(jobs)}");

    /// <summary>Asks about jobs that have left it; null where there is nothing to ask.</summary>
    public string? History(ValueList<string> jobs) => settings.Dialect == PbsDialect.Torque ? null
        : Choose($"{Plain} qstat -x -f -F json {Words(jobs)}", ":");

    /// <summary>Asks about all jobs of this user.</summary>
    // Without an id it would tell of everybody's jobs.
    public string Find() => Choose($"jobs=$(qselect -u \"$(id -un)\") || exit; [ -z \"$jobs\" ] || {Plain} qstat -f -F json $jobs", $"{Plain} qstat -f");

    /// <summary>Ends jobs; succeeds when there was one to end. A signal reaches only what runs; what waits is deleted.</summary>
    public static string Kill(ValueList<string> jobs, KillStrength strength) =>
        $"any=1; for job in {Words(jobs)}; do " + (strength == KillStrength.Terminate
            ? "LC_ALL=C qsig -s TERM \"$job\" > /dev/null 2>&1 || LC_ALL=C qdel \"$job\"; code=$?; "
            : "LC_ALL=C qsig -s KILL \"$job\" > /dev/null 2>&1 && any=0; LC_ALL=C qdel \"$job\"; code=$?; ")
        + "[ $code -ne 0 ] || any=0; done; [ $any -eq 0 ] || exit $code";

    /// <summary>All that is known of a job, as text.</summary>
    public string Describe(string job)
    {
        string text = $"{Plain} qstat -f {Shell.Quote(job)}";
        return Choose($"{Plain} qstat -x -f {Shell.Quote(job)} 2> /dev/null | grep . || {text}", text);
    }

    private string Submit(ScheduledJob job, PbsDialect dialect) => string.Join(' ', new[]
    {
        "LC_ALL=C qsub -r n -j oe",
        "-o", Shell.Quote(job.OutputPath),
        "-N", dialect == PbsDialect.OpenPbs ? $"{job.Title} -v {NameVariable}={job.Name}" : $"{job.Name} -S /bin/sh",
        settings.Queue is { } queue ? $"-q {Shell.Quote(queue)}" : "",
        settings.Account is { } account ? $"-A {Shell.Quote(account)}" : "",
        dialect == PbsDialect.OpenPbs ? Select(job.Resources) : Nodes(job.Resources),
        job.Resources.Time is { } time ? $"-l walltime={Clock(time)}" : "",
        Words(settings.Options),
        // As a command, it leads the job's processes: what a signal to the job ends is not a shell that waits for it.
        dialect == PbsDialect.OpenPbs ? "-- /bin/sh" : "",
        Shell.Quote(JobLauncher.PathOf(job)),
    }.Where(word => word.Length > 0));

    private static string Select(ResourceRequest resources)
    {
        string chunk = string.Concat(
            resources.Cpus > 0 ? $":ncpus={Text(resources.Cpus)}" : "",
            resources.MemoryBytes > 0 ? $":mem={Megabytes(resources.MemoryBytes)}" : "",
            resources.Gpus > 0 ? $":ngpus={Text(resources.Gpus)}" : "");
        return chunk.Length == 0 ? "" : $"-l select=1{chunk}";
    }

    private static string Nodes(ResourceRequest resources)
    {
        string nodes = string.Concat(
            resources.Cpus > 0 ? $":ppn={Text(resources.Cpus)}" : "",
            resources.Gpus > 0 ? $":gpus={Text(resources.Gpus)}" : "");
        string memory = resources.MemoryBytes > 0 ? $"-l mem={Megabytes(resources.MemoryBytes)}" : "";
        return string.Join(' ', new[] { nodes.Length == 0 ? "" : $"-l nodes=1{nodes}", memory }.Where(word => word.Length > 0));
    }

    private string Choose(string openPbs, string torque) => settings.Dialect switch
    {
        PbsDialect.OpenPbs => openPbs,
        PbsDialect.Torque => torque,
        // Asks the program, not the server: cheap, and right even when a host is given another PBS.
        _ => $"case $(qstat --version 2>&1) in *pbs_version*) {openPbs} ;; *) {torque} ;; esac",
    };

    private static string Words(ValueList<string> words) => string.Join(' ', words.Select(Shell.Quote));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{(bytes + 1048575) / 1048576}mb");

    private static string Clock(TimeSpan time)
    {
        long seconds = (long)Math.Ceiling(time.TotalSeconds);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }
}
