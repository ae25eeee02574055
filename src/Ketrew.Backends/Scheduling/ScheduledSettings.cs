using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Scheduling;

/// <summary>What can be set of every backend that speaks to a scheduler.</summary>
internal sealed record ScheduledSettings
{
    private const int DefaultLimit = 10_000;

    /// <summary>What targets and the state call the backend.</summary>
    public required string Name { get; init; }

    /// <summary>Absolute path, on the host, of the directory that holds playgrounds; seen by the machines that run jobs, too.</summary>
    public required string Root { get; init; }

    /// <summary>How many attempts it takes at once, queued ones too.</summary>
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>How often the engine looks for what became of attempts.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the verdict of a job that is over is waited for, and a job that its scheduler doesn't know:
    /// file systems and accounting are late by seconds.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How long the verdict of a job is waited for whose machine its scheduler doesn't hear any more: it may run on.</summary>
    public TimeSpan NodeWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Text for POSIX sh that goes before each command of the scheduler; empty for nothing.</summary>
    public string Setup { get; init; } = "";

    /// <summary>The program that runs containers where jobs run, a name or an absolute path; null for podman, else docker.</summary>
    public string? ContainerProgram { get; init; }

    /// <summary>Asks a declaration for all of these.</summary>
    public static ScheduledSettings Read(BackendContext context)
    {
        BackendSettings settings = context.Settings;
        ScheduledSettings usual = new() { Name = context.Name, Root = RootOf(context) };
        return usual with
        {
            Limit = settings.Number("limit", least: 1) ?? usual.Limit,
            Poll = settings.Duration("poll") ?? usual.Poll,
            Grace = settings.Duration("grace") ?? usual.Grace,
            NodeWait = settings.Duration("node_wait") ?? usual.NodeWait,
            ContainerProgram = settings.Text("container_program"),
            Setup = settings.Text("setup") is { Length: > 0 } setup ? $"{setup}\n" : "",
        };
    }

    private static string RootOf(BackendContext context)
    {
        string? playground = context.Settings.Text("playground");
        if (playground is null or ['/', ..])
        {
            return playground ?? context.PlaygroundRoot;
        }

        context.Settings.Report("playground", $"`playground` must be an absolute path, not `{playground}`");
        return context.PlaygroundRoot;
    }
}
