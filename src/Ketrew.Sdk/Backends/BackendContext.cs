using Ketrew.Sdk.Planning;

namespace Ketrew.Sdk.Backends;

/// <summary>All that a backend is made of.</summary>
public sealed record BackendContext
{
    /// <summary>What targets and the state call it; <see cref="IBackend.Name"/> must say the same.</summary>
    public required string Name { get; init; }

    /// <summary>What its declaration says; ask for each field once, what is never asked for is reported as unknown.</summary>
    public required BackendSettings Settings { get; init; }

    /// <summary>Absolute path of the project's root; empty when there is none.</summary>
    public string ProjectDirectory { get; init; } = "";

    /// <summary>Absolute path of a directory of the project that holds what attempts leave behind; made when it is needed.</summary>
    public required string PlaygroundRoot { get; init; }

    /// <summary>Variables that attempts get besides their own.</summary>
    public ValueList<NamedValue> BaseEnvironment { get; init; }

    /// <summary>The name of this machine.</summary>
    public required string MachineName { get; init; }

    /// <summary>Dates and waits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
