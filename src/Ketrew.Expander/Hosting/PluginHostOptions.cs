namespace Ketrew.Expander.Hosting;

/// <summary>How a plugin host is run.</summary>
internal sealed record PluginHostOptions
{
    /// <summary>What to start. Default: null, the host beside the running program.</summary>
    public PluginHostLocation? Location { get; init; }

    /// <summary>True to run it in unusual surroundings: what an expansion takes from them without asking, differs. Default: false.</summary>
    public bool IsUnusual { get; init; }

    /// <summary>What the sandbox must withhold at least, before a plugin is loaded. Default: whatever this machine can.</summary>
    public SandboxLevel RequiredSandbox { get; init; }

    /// <summary>What the sandbox withholds at most. Default: all that this machine can.</summary>
    public SandboxLevel SandboxLimit { get; init; } = SandboxLevel.Kernel;

    /// <summary>The time of one query, and of loading one plugin, without the time that answers take. Default: 30 s.</summary>
    public TimeSpan QueryLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time from the start of the process to its first word. Generous: a machine may be busy. Default: 30 s.</summary>
    public TimeSpan HandshakeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Questions of one query. Default: 100 000.</summary>
    public int QuestionLimit { get; init; } = 100_000;

    /// <summary>Bytes of one message of the host. Default: 16 MiB.</summary>
    public int OutputLimitBytes { get; init; } = 16 * 1024 * 1024;
}
