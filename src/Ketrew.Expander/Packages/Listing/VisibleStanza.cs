using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Listing;

/// <summary>A custom stanza that is in scope in a directory.</summary>
/// <param name="Name">What users write there.</param>
/// <param name="Plugin">Who defines it: the plugin as it is declared, a package with its version.</param>
/// <param name="DeclaredAt">The declaration; null for what the program itself brings.</param>
/// <param name="HiddenBy">The plugin whose stanza of that name is meant instead; null when it is this one.</param>
public sealed record VisibleStanza(string Name, string Plugin, SourceSpan? DeclaredAt, string? HiddenBy);
