using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Backends;

/// <summary>A host as a workflow file declares it.</summary>
/// <param name="Name">What targets and backends call it.</param>
/// <param name="Settings">As written: an address such as <c>ssh://user@name/scratch</c>, or a mapping with its parts.</param>
/// <param name="Span">Where its name is written; null when nobody wrote it.</param>
public sealed record HostDeclaration(string Name, Node Settings, SourceSpan? Span);
