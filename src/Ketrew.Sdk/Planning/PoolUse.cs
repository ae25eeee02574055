namespace Ketrew.Sdk.Planning;

/// <summary>What a target takes of a pool while it runs.</summary>
/// <param name="Pool">Its name.</param>
/// <param name="Count">How much; at least 1.</param>
public sealed record PoolUse(string Pool, int Count = 1);
