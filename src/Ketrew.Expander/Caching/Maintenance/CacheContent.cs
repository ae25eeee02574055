namespace Ketrew.Expander.Caching.Maintenance;

/// <summary>How much of one kind a cache holds.</summary>
/// <param name="Kind">What it is, for people: <c>parsed files</c>.</param>
/// <param name="Count">How many.</param>
/// <param name="Bytes">What they take on disk.</param>
public sealed record CacheContent(string Kind, int Count, long Bytes);
