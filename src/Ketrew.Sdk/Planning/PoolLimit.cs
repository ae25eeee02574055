namespace Ketrew.Sdk.Planning;

/// <summary>A named limit: at any time its users take no more than there is.</summary>
/// <param name="Name">Not empty.</param>
/// <param name="Capacity">How much there is; at least 1.</param>
public sealed record PoolLimit(string Name, int Capacity);
