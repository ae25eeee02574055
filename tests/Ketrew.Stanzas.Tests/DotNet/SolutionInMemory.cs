using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Testing;
using Ketrew.Stanzas.DotNet;

namespace Ketrew.Stanzas.Tests.DotNet;

/// <summary>A solution in memory, with a workflow that builds it.</summary>
internal static class SolutionInMemory
{
    /// <summary>A solution that lists projects.</summary>
    /// <param name="fields">Further fields of the stanza, one a line.</param>
    /// <param name="projects">Paths of project files with what is inside of their root element.</param>
    public static StanzaProject Of(string fields, params (string Path, string Text)[] projects)
    {
        StanzaProject project = new StanzaProject().Add<DotNetSolutionStanza>();
        project.Workflow($"ketrew: 1\nstanzas:\n  - dotnet-solution:\n      solution: All.slnx\n{string.Concat(fields.Split('\n').Select(line => $"      {line}\n"))}");
        project.Write("All.slnx", $"<Solution>\n{string.Concat(projects.Select(listed => $"  <Project Path=\"{listed.Path}\" />\n"))}</Solution>\n");
        foreach ((string path, string text) in projects)
        {
            project.WriteProject(path, text);
        }

        return project;
    }

    /// <summary>Writes a project file.</summary>
    /// <param name="project">Takes it.</param>
    /// <param name="path">Where.</param>
    /// <param name="text">What is inside of its root element.</param>
    public static StanzaProject WriteProject(this StanzaProject project, string path, string text) => project.Write(path,
        $"<Project Sdk=\"Microsoft.NET.Sdk\">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n    <NoWarn>CS1591</NoWarn>\n  </PropertyGroup>\n{text}\n</Project>\n");

    /// <summary>The projects that a project's build waits for.</summary>
    public static IEnumerable<string> Uses(this Expansion expansion, string project) => expansion[$"build-{project}"].Needs
        .Select(need => need.Value)
        .Where(need => need.StartsWith("build-", StringComparison.Ordinal))
        .Select(need => need["build-".Length..]);

    /// <summary>What a target reads, of the files that are there.</summary>
    public static IEnumerable<string> Reads(this Expansion expansion, string id) => expansion[id].Inputs.Select(path => path.Value);

    /// <summary>The text of a target's first step.</summary>
    public static string Command(this Expansion expansion, string id) => expansion[id].Steps[0] is Step.Shell shell ? shell.Text : "";
}
