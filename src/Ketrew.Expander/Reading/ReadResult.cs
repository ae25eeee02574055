using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Reading;

/// <summary>What a file's text turned out to be.</summary>
/// <param name="Root">The document; null when the file is empty or can't be parsed.</param>
/// <param name="Diagnostics">Everything wrong with the text as YAML, in the order found; empty when there is nothing to say.</param>
internal sealed record ReadResult(Node? Root, ValueList<Diagnostic> Diagnostics)
{
    /// <summary>What the file tells editors to be its schema, as written; null when it says nothing, or nobody looked.</summary>
    public string? Schema { get; init; }
}
