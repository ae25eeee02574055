namespace Ketrew.Backends.Tests.Slurm;

/// <summary>A test that needs Slurm to limit memory: root, and control groups of the first version that it may write.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MemoryLimitFactAttribute : FactAttribute
{
    public MemoryLimitFactAttribute() => Skip = Environment.IsPrivilegedProcess && Directory.Exists("/sys/fs/cgroup/memory") && Directory.Exists("/sys/fs/cgroup/freezer")
        ? null
        : "Slurm 22.05 limits memory without systemd only for root, and by control groups of the first version";
}
