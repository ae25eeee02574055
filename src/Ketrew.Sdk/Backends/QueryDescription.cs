namespace Ketrew.Sdk.Backends;

/// <summary>Something that can be asked about an attempt.</summary>
/// <param name="Name">Lower case, words joined by <c>-</c>: <c>process-tree</c>.</param>
/// <param name="Meaning">A line for people.</param>
public sealed record QueryDescription(string Name, string Meaning);
