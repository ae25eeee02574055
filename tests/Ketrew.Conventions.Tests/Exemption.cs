namespace Ketrew.Conventions.Tests;

/// <summary>A place where a rule doesn't apply, and why.</summary>
/// <param name="Path">A file, or a folder with a final <c>/</c>; relative to the repository's root.</param>
/// <param name="Reason">What a reviewer would want to hear.</param>
public sealed record Exemption(string Path, string Reason)
{
    /// <summary>Where clock, chance and surroundings may be touched.</summary>
    public static IReadOnlyList<Exemption> AmbientState { get; } =
    [
        new("src/Ketrew/", "the program itself"),
        new("src/Ketrew.CommandLine/", "the edge: what is read here is handed inwards"),
        new("src/Ketrew.PluginHost/", "a process of its own, started with an empty environment"),
        new("src/Ketrew.Expander/Hosting/DotnetCommand.cs", "finds the runtime that starts the plugin host; changes no result"),
        new("src/Ketrew.Backends/Processes/UniqueWord.cs", "words that must differ from those of all other processes; changes no result"),
        new("src/Ketrew.Backends/Processes/MachineFacts.cs", "tells people what this machine has"),
        new("src/Ketrew.Backends/Processes/ProcessTable.cs", "leaves its own process out when it looks for leftovers"),
    ];

    /// <summary>Where the process's own input and output may be touched.</summary>
    public static IReadOnlyList<Exemption> ProcessConsole { get; } =
    [
        new("src/Ketrew.CommandLine/Output/", "this is where output is written"),
        new("src/Ketrew.PluginHost/", "standard input and output carry the protocol"),
    ];

    /// <summary>Files that hold several public types.</summary>
    public static IReadOnlyList<Exemption> SeveralTypes { get; } =
    [
        new("src/Ketrew.Sdk/Syntax/Node.cs", "the shapes of one value, read together"),
        new("stanzas/CProgram/c-program.stanza.cs", "a single-file plugin is one file"),
    ];

    /// <summary>Files of more than 400 lines.</summary>
    public static IReadOnlyList<Exemption> LongFile { get; } = [];

    /// <summary>All of them.</summary>
    public static IEnumerable<Exemption> All => [.. AmbientState, .. ProcessConsole, .. SeveralTypes, .. LongFile];

    /// <summary>True when the file is the path, or lies in it.</summary>
    /// <param name="file">A file of the checkout.</param>
    public bool Covers(RepositoryFile file) =>
        Path.EndsWith('/') ? file.Path.StartsWith(Path, StringComparison.Ordinal) : file.Path == Path;
}
