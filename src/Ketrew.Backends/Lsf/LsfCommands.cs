using System.Globalization;
using Ketrew.Backends.Processes;
using Ketrew.Backends.Scheduling;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Lsf;

/// <summary>What LSF is told and asked, in either dialect.</summary>
/// <param name="settings">What the declaration says.</param>
internal sealed class LsfCommands(LsfSettings settings)
{
    /// <summary>What stands between the name by which a job is found and its title: neither of them holds it. Narrow lists show the end only.</summary>
    public const char NameMark = '+';

    // Without it, a command waits for ever for a batch daemon that is down.
    private const string Plain = "LC_ALL=C LSB_NTRIES=2";
    private const string Fields = "-o 'jobid stat exit_code exit_reason pend_reason job_name' -json";

    /// <summary>Hands over a job.</summary>
    public string Submit(ScheduledJob job) => Choose(Submit(job, LsfDialect.Lsf), Submit(job, LsfDialect.OpenLava));

    /// <summary>Asks about jobs that have not ended, or not long ago.</summary>
    public string Queue(ValueList<string> jobs) => Choose($"{Plain} bjobs {Fields} {Words(jobs)}", $"{Plain} bjobs -l {Words(jobs)}");

    /// <summary>Asks about jobs that ended long ago.</summary>
    public static string History(ValueList<string> jobs) => $"{Plain} bhist -l -n 0 {Words(jobs)}";

    /// <summary>Asks about all jobs of this user that have not ended long ago.</summary>
    public string Find() => Choose($"{Plain} bjobs -a {Fields}", $"{Plain} bjobs -a -w");

    /// <summary>Ends jobs.</summary>
    public static string Kill(ValueList<string> jobs, KillStrength strength) =>
        $"{Plain} bkill -s {EndSignal.NameOf(strength)} {Words(jobs)}";

    /// <summary>Runs a command about one job, as people would.</summary>
    public static string Show(string command, string job) => $"{Plain} {command} {Shell.Quote(job)}";

    private string Submit(ScheduledJob job, LsfDialect dialect) => string.Join(' ', new[]
    {
        $"{Plain} bsub -J {job.Name}{NameMark}{job.Title}",
        $"-o {Shell.Quote(job.OutputPath)}",
        dialect == LsfDialect.Lsf ? "-rn" : "",
        settings.Queue is { } queue ? $"-q {Shell.Quote(queue)}" : "",
        settings.Project is { } project ? $"-P {Shell.Quote(project)}" : "",
        Resources(job.Resources, dialect),
        Words(settings.Options),
        Shell.Quote($"/bin/sh {Shell.Quote(JobLauncher.PathOf(job))}"),
    }.Where(word => word.Length > 0));

    private static string Resources(ResourceRequest resources, LsfDialect dialect)
    {
        // OpenLava takes memory in KB and MB, one requirement, and graphics processors only as something that is counted.
        bool isOpenLava = dialect == LsfDialect.OpenLava;
        long megabytes = (resources.MemoryBytes + 1048575) / 1048576;
        string[] usage =
        [
            .. megabytes > 0 ? [$"mem={Text(megabytes)}{(isOpenLava ? "" : "MB")}"] : Array.Empty<string>(),
            .. resources.Gpus > 0 && isOpenLava ? [$"gpu={Text(resources.Gpus)}"] : Array.Empty<string>(),
        ];
        string requirement = string.Join(' ', new[]
        {
            resources.Cpus > 0 ? "span[hosts=1]" : "",
            usage.Length > 0 ? $"rusage[{string.Join(':', usage)}]" : "",
        }.Where(part => part.Length > 0));
        return string.Join(' ', new[]
        {
            resources.Cpus > 0 ? $"-n {Text(resources.Cpus)}" : "",
            requirement.Length > 0 ? $"-R {Shell.Quote(requirement)}" : "",
            megabytes > 0 ? $"-M {(isOpenLava ? Text(megabytes * 1024) : $"{Text(megabytes)}MB")}" : "",
            resources.Gpus > 0 && !isOpenLava ? $"-gpu num={Text(resources.Gpus)}" : "",
            resources.Time is { } time ? $"-W {Minutes(time)}" : "",
        }.Where(word => word.Length > 0));
    }

    private string Choose(string lsf, string openLava) => settings.Dialect switch
    {
        LsfDialect.Lsf => lsf,
        LsfDialect.OpenLava => openLava,
        // Asks the program, not the daemon: it answers when that is down.
        _ => $"case $(bjobs -V 2>&1) in *[Oo]pen[Ll]ava*) {openLava} ;; *) {lsf} ;; esac",
    };

    private static string Words(ValueList<string> words) => string.Join(' ', words.Select(Shell.Quote));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Minutes(TimeSpan time)
    {
        long minutes = (long)Math.Ceiling(time.TotalMinutes);
        return string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}:{minutes % 60:00}");
    }
}
