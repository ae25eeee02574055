using Ketrew.Sdk;

namespace Ketrew.Stanzas.DotNet.Projects;

/// <summary>An edge between projects.</summary>
/// <param name="Project">The project that is used.</param>
/// <param name="IsCertain">False when only MSBuild knows whether the edge is there.</param>
internal sealed record ProjectReference(ProjectPath Project, bool IsCertain);
