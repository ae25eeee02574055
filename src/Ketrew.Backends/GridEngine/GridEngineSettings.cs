using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.GridEngine;

/// <summary>What the declaration of a backend says about Grid Engine.</summary>
internal sealed record GridEngineSettings
{
    /// <summary>Where jobs are queued; null for anywhere.</summary>
    public string? Queue { get; init; }

    /// <summary>Who pays; null for nobody.</summary>
    public string? Project { get; init; }

    /// <summary>What gives a job several processors of one machine.</summary>
    public string ParallelEnvironment { get; init; } = "smp";

    /// <summary>What memory is requested as, per processor: <c>mem_free</c>, <c>h_vmem</c>.</summary>
    public ValueList<string> MemoryResources { get; init; } = ["mem_free"];

    /// <summary>What graphics processors are requested as.</summary>
    public string GpuResource { get; init; } = "gpu";

    /// <summary>Further words for <c>qsub</c>.</summary>
    public ValueList<string> Options { get; init; }

    /// <summary>Reads them; problems are collected in the settings.</summary>
    public static GridEngineSettings Read(BackendSettings settings)
    {
        GridEngineSettings usual = new();
        ValueList<string> memory = settings.Texts("memory_resources");
        return new GridEngineSettings
        {
            Queue = settings.Text("queue"),
            Project = settings.Text("project"),
            ParallelEnvironment = settings.Text("parallel_environment") ?? usual.ParallelEnvironment,
            MemoryResources = settings.Has("memory_resources") ? memory : usual.MemoryResources,
            GpuResource = settings.Text("gpu_resource") ?? usual.GpuResource,
            Options = settings.Texts("options"),
        };
    }
}
