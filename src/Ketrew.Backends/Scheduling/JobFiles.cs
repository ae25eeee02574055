namespace Ketrew.Backends.Scheduling;

/// <summary>What is in the playground of a job besides what is in every one.</summary>
internal static class JobFiles
{
    /// <summary>What the scheduler has to say.</summary>
    public const string SchedulerLog = "scheduler.log";
}
