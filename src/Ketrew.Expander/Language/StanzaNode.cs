using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language;

/// <summary>An item of a <c>stanzas</c> list, nobody having looked at its fields yet.</summary>
/// <param name="Kind">The one key: <c>target</c>, or a custom stanza's name.</param>
/// <param name="KindSpan">Where that key was written; null for an emitted stanza.</param>
/// <param name="Fields">What stands below; any kind of node.</param>
/// <param name="Span">From the key to the end of the fields; null for an emitted stanza.</param>
internal sealed record StanzaNode(string Kind, SourceSpan? KindSpan, Node Fields, SourceSpan? Span);
