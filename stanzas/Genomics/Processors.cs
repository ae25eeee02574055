using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Stanzas.Genomics;

/// <summary>What a program may use of the machine.</summary>
/// <param name="Threads">How many threads it is given.</param>
/// <param name="Pool">The workflow's pool that they are taken from; null when nobody counts.</param>
internal sealed record Processors(int Threads, string? Pool)
{
    /// <summary>What a target takes that uses all of the threads.</summary>
    public ValueList<PoolUse>? Uses => Of(Threads);

    /// <summary>What a target takes that uses one.</summary>
    public ValueList<PoolUse>? UsesOne => Of(1);

    private ValueList<PoolUse>? Of(int count) => Pool is null ? null : [new PoolUse(Pool, count)];
}
