namespace Ketrew.Backends.Scheduling;

/// <summary>How a job is written in the handle of an attempt: <c>slurm/1 4711</c>.</summary>
internal static class JobHandle
{
    /// <summary>The handle of a job.</summary>
    public static string Of(string kind, string job) => $"{kind}/1 {job}";

    /// <summary>The job of a handle; null when it has none: the engine died before it heard it.</summary>
    public static string? JobOf(string kind, string handle) =>
        handle.StartsWith($"{kind}/1 ", StringComparison.Ordinal) && handle.Length > kind.Length + 3 ? handle[(kind.Length + 3)..] : null;
}
