using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Backends;

/// <summary>A backend as a workflow file declares it.</summary>
/// <param name="Name">What targets call it.</param>
/// <param name="Kind">Which sort it is: <c>slurm</c>.</param>
/// <param name="Host">Where its commands run: a declared host, or an address; empty for this machine.</param>
/// <param name="Settings">The other fields, as written.</param>
/// <param name="Span">Where its name is written; null when nobody wrote it.</param>
public sealed record BackendDeclaration(string Name, string Kind, string Host, MappingNode Settings, SourceSpan? Span);
