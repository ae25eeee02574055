using Ketrew.Sdk;
using Ketrew.Stanzas.DotNet.Markup;

namespace Ketrew.Stanzas.DotNet.Projects;

/// <summary>A project file, or a file that project files import.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Tags">The tags of the lines that were asked for.</param>
internal sealed record BuildFile(ProjectPath Path, IReadOnlyList<MarkupTag> Tags);
