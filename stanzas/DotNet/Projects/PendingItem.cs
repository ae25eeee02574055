using Ketrew.Sdk;
using Ketrew.Stanzas.DotNet.Markup;

namespace Ketrew.Stanzas.DotNet.Projects;

/// <summary>An item as it was met: MSBuild knows all properties before it looks at the first item.</summary>
/// <param name="Tag">The element.</param>
/// <param name="File">The file that holds it.</param>
/// <param name="Conditions">Its own condition and those around it.</param>
internal sealed record PendingItem(MarkupTag Tag, ProjectPath File, ValueList<string> Conditions);
