using Ketrew.Sdk;

namespace Ketrew.Stanzas.DotNet.Projects;

/// <summary>Where the build of a project goes.</summary>
/// <param name="Objects">The directory of <c>project.assets.json</c>.</param>
/// <param name="Binaries">The directory that holds one directory per configuration; null when the project has its own way.</param>
/// <param name="Pivots">Patterns for the shell that those directories of the configuration match: <c>release</c>, <c>release_*</c>.</param>
/// <param name="Assemblies">What the compiler writes, as far as that is known beforehand.</param>
/// <param name="Records">The directory for what the targets note about the build.</param>
internal sealed record ProjectLayout(ProjectPath Objects, ProjectPath? Binaries, ValueList<string> Pivots, ValueList<ProjectPath> Assemblies, ProjectPath Records)
{
    /// <summary>What restoring writes.</summary>
    public ProjectPath Assets => Objects / "project.assets.json";
}
