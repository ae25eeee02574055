using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.Stanzas.DotNet.Projects;

namespace Ketrew.Stanzas.DotNet.Targets;

/// <summary>The commands, written for somebody who stands in the solution's directory.</summary>
/// <param name="fields">What the user wrote.</param>
/// <param name="hasTestingPlatform">Whether <c>dotnet test</c> is that of Microsoft.Testing.Platform, which takes the project otherwise.</param>
internal sealed class DotnetCommands(DotNetSolutionStanza.Fields fields, bool hasTestingPlatform)
{
    private ProjectPath Solution => fields.Solution.Value;

    private ProjectPath Directory => Solution.Parent;

    /// <summary>The properties that every command sets, as far as they are known here.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> GlobalProperties(DotNetSolutionStanza.Fields fields) =>
    [
        new("Configuration", fields.Configuration),
        new("SolutionDir", $"{PropertyTable.Write(fields.Solution.Value.Parent)}/"),
        new("SolutionName", fields.Solution.Value.Stem),
        .. fields.Artifacts is { } artifacts ? [new("UseArtifactsOutput", "true"), new("ArtifactsPath", PropertyTable.Write(artifacts))] : Array.Empty<KeyValuePair<string, string>>(),
        .. fields.Properties ?? [],
    ];

    /// <summary>What keeps servers from staying behind and commands from talking, with the user's own variables.</summary>
    public ValueList<NamedValue> Environment()
    {
        SortedDictionary<string, string> variables = new(StringComparer.Ordinal)
        {
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["DOTNET_NOLOGO"] = "1",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["UseRazorBuildServer"] = "false",
            ["UseSharedCompilation"] = "false",
        };
        foreach ((string name, string value) in fields.Environment ?? [])
        {
            variables[name] = value;
        }

        return [.. variables.Select(variable => new NamedValue(variable.Key, variable.Value))];
    }

    /// <summary>Restores everything.</summary>
    public string Restore() => Line(["dotnet", "restore", Path(Solution), .. fields.Locked ? ["--locked-mode"] : Array.Empty<string>(), Property("Configuration", fields.Configuration), .. Shared()]);

    /// <summary>Builds one project, and nothing that it references. One node: the other ones would be other targets' processors.</summary>
    public string Build(DotNetProject project) => Line(
    [
        "dotnet", "build", Path(project.File), "-c", Shell.Quote(fields.Configuration), "--no-restore", "--no-dependencies", "-m:1", .. Shared(), .. fields.BuildArguments.Select(Shell.Quote),
    ]);

    /// <summary>Runs the tests of one project that was built.</summary>
    public string Test(DotNetProject project) => Line(
    [
        "dotnet", "test", .. hasTestingPlatform ? ["--project"] : Array.Empty<string>(), Path(project.File), "-c", Shell.Quote(fields.Configuration), "--no-build",
        .. Shared(), .. fields.TestArguments.Select(Shell.Quote),
    ]);

    private IEnumerable<string> Shared() =>
    [
        // As when a solution is built: projects that ask for its directory get it.
        "\"-p:SolutionDir=$PWD/\"", Property("SolutionName", Solution.Stem), Property("SolutionFileName", Solution.Name), $"\"-p:SolutionPath=$PWD/\"{Shell.Quote(Solution.Name)}",
        .. fields.Artifacts is { } artifacts
            ? [Property("UseArtifactsOutput", "true"), $"\"-p:ArtifactsPath=$PWD/\"{Path(artifacts)}"]
            : Array.Empty<string>(),
        .. (fields.Properties ?? []).OrderBy(property => property.Key, StringComparer.Ordinal).Select(property => Property(property.Key, property.Value)),
    ];

    // On MSBuild's command line `;` and `,` separate properties.
    private static string Property(string name, string value) =>
        Shell.Quote($"-p:{name}={value.Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal)}");

    private string Path(ProjectPath path) => Shell.Quote(path, Directory);

    private static string Line(IEnumerable<string> words) => string.Join(' ', words);
}
