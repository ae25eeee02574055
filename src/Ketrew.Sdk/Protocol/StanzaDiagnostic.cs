using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Templates;

namespace Ketrew.Sdk.Protocol;

/// <summary>A problem with a stanza, told by place in the stanza instead of by line: lines are known to the engine only, and change without changing the answer.</summary>
/// <param name="Code">As in <see cref="SdkCodes"/>.</param>
/// <param name="Severity">How bad.</param>
/// <param name="Message">One lower-case sentence.</param>
/// <param name="Hint">Something to type; null when there is nothing.</param>
/// <param name="At">A <see cref="Syntax.FieldPath"/>; with a trailing <c>#</c> it means the name of the field instead of its value.</param>
/// <param name="PluginLine">The line that reported it; empty when the binding did. Of a template the number of a place: <c>:12</c>.</param>
/// <param name="Place">What is wrong in a template; null when it is the stanza that is wrong.</param>
internal sealed record StanzaDiagnostic(string Code, Severity Severity, string Message, string? Hint, string At, string PluginLine, TemplatePlace? Place = null);
