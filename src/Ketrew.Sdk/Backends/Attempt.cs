using Ketrew.Sdk.Planning;

namespace Ketrew.Sdk.Backends;

/// <summary>Everything a backend needs to run a target once.</summary>
public sealed record Attempt
{
    /// <summary>Which attempt it is.</summary>
    public required AttemptId Id { get; init; }

    /// <summary>Absolute path of the project's root; a job sees it as <c>KETREW_PROJECT</c>. Empty when there is none.</summary>
    public string ProjectDirectory { get; init; } = "";

    /// <summary>What is run, one after the other until one fails; at least one.</summary>
    public required ValueList<Step> Steps { get; init; }

    /// <summary>Absolute path of the working directory of every step.</summary>
    public required string Directory { get; init; }

    /// <summary>Variables on top of the backend's base set.</summary>
    public ValueList<NamedValue> Environment { get; init; }

    /// <summary>Absolute path of the file given as standard input; null means nothing.</summary>
    public string? StandardInput { get; init; }

    /// <summary>Absolute path of the file that takes standard output; null means the log.</summary>
    public string? StandardOutput { get; init; }

    /// <summary>Absolute path of the file that takes everything else that is printed. Its directory exists.</summary>
    public required string LogPath { get; init; }

    /// <summary>Files it reads, relative to <see cref="ProjectDirectory"/>: what a host without the project's files needs.</summary>
    public ValueList<ProjectPath> Inputs { get; init; }

    /// <summary>Files or directories it writes, relative to <see cref="ProjectDirectory"/>: what is fetched from a host without the project's files.</summary>
    public ValueList<ProjectPath> Outputs { get; init; }

    /// <summary>What it asks of the machine; a backend that gives nothing away by size ignores it.</summary>
    public ResourceRequest Resources { get; init; }

    /// <summary>The container that its steps run in; null for none.</summary>
    public Container? Container { get; init; }
}
