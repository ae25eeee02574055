using Ketrew.Sdk;

namespace Ketrew.Stanzas.DotNet.Projects;

/// <summary>An item of a project, evaluated as far as it can be without MSBuild.</summary>
/// <param name="Kind">Its element's name: <c>Compile</c>, <c>ProjectReference</c>.</param>
/// <param name="Include">What it adds, as written but expanded; null when only MSBuild knows.</param>
/// <param name="Exclude">What it doesn't add.</param>
/// <param name="Remove">What it takes away from those before.</param>
/// <param name="IsCertain">False when only MSBuild knows whether it counts.</param>
/// <param name="File">The file that holds it.</param>
/// <param name="Text">What it adds, as written.</param>
internal sealed record BuildItem(string Kind, string? Include, string? Exclude, string? Remove, bool IsCertain, ProjectPath File, string Text);
