using Ketrew.Sdk;

namespace Ketrew.Stanzas.DotNet.Projects;

/// <summary>What there is to know about a project in order to build it.</summary>
/// <param name="File">The project file.</param>
/// <param name="References">The projects it uses directly, and those it must be built after; sorted.</param>
/// <param name="Sources">What it is made from.</param>
/// <param name="RestoreFiles">What decides about its packages.</param>
/// <param name="Layout">Where its build goes.</param>
/// <param name="IsTest">Whether there are tests in it.</param>
internal sealed record DotNetProject(
    ProjectPath File, ValueList<ProjectReference> References, ValueList<GlobPattern> Sources, ValueList<ProjectPath> RestoreFiles, ProjectLayout Layout, bool IsTest)
{
    /// <summary>The file's name without extension.</summary>
    public string Name => File.Stem;
}
