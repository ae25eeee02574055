using System.Diagnostics;
using Ketrew.Expander.Hosting;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Plugins.Projects;

/// <summary>Runs <c>dotnet build</c> so that it disturbs nobody: everything it writes goes to one directory, and no server stays behind.</summary>
/// <param name="dotnet">Absolute path of the command.</param>
/// <param name="sdkDirectory">Given to the project as <c>$(KetrewSdkDirectory)</c>.</param>
internal sealed class DotnetBuild(string dotnet, string sdkDirectory)
{
    /// <summary>Builds a project.</summary>
    /// <param name="project">Absolute path of the project file.</param>
    /// <param name="artifacts">Takes everything that is written; below <c>bin</c> are the assemblies.</param>
    /// <param name="cancellationToken">Kills the build.</param>
    /// <returns>Whether it succeeded, and what it printed.</returns>
    public async Task<(bool Succeeded, string Output)> RunAsync(string project, string artifacts, CancellationToken cancellationToken)
    {
        using Process process = Process.Start(Describe(project, artifacts))
            ?? throw new KetrewException($"{dotnet} can't be started.");
        try
        {
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            string[] printed = await Task.WhenAll(output, errors);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode == 0, string.Concat(printed));
        }
        catch (OperationCanceledException)
        {
            ProcessGroup.KillTree(process);
            throw;
        }
    }

    private ProcessStartInfo Describe(string project, string artifacts) => DotnetCommand.Prepare(
        dotnet,
        [
            "build", project, "--configuration", "Release", "--artifacts-path", artifacts, "--disable-build-servers", "--nologo", "-verbosity:quiet",
            "-consoleLoggerParameters:NoSummary", "-terminalLogger:off", $"-property:KetrewSdkDirectory={sdkDirectory}",
            // A library's packages stay in the package cache unless it is asked for them.
            "-property:CopyLocalLockFileAssemblies=true",
            // Editors show the comments of stanzas.
            "-property:GenerateDocumentationFile=true", $"-property:CustomAfterMicrosoftCommonTargets={WriteTargets(artifacts)}",
        ],
        Path.GetDirectoryName(project)!);

    // Who never asked for documentation must not have the compiler's opinion of it, least of all as errors. A property on the command line would replace the project's own list.
    private static string WriteTargets(string artifacts)
    {
        string path = Path.Combine(artifacts, "ketrew.targets");
        File.WriteAllText(path, """
            <Project>
              <PropertyGroup>
                <!-- The same sources give the same bytes, whatever directory and commit they are in. -->
                <KetrewProjectPath>$([System.String]::Copy('$(MSBuildProjectDirectory)').Replace(',', ',,').Replace('=', '=='))</KetrewProjectPath>
                <KetrewArtifactsPath>$([System.String]::Copy('$(ArtifactsPath)').Replace(',', ',,').Replace('=', '=='))</KetrewArtifactsPath>
                <PathMap>$(KetrewArtifactsPath)=/_/artifacts,$(KetrewProjectPath)=/_/$(MSBuildProjectName)</PathMap>
                <IncludeSourceRevisionInInformationalVersion>false</IncludeSourceRevisionInInformationalVersion>
                <NoWarn>$(NoWarn);CS1570;CS1571;CS1572;CS1573;CS1574;CS1580;CS1581;CS1584;CS1587;CS1589;CS1590;CS1591;CS1592;CS1598;CS1658;CS1710;CS1711;CS1712</NoWarn>
              </PropertyGroup>
            </Project>
            """);
        return path;
    }
}
