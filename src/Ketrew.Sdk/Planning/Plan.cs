namespace Ketrew.Sdk.Planning;

/// <summary>The fully expanded workflow: every target, and nothing a plugin still has to say.</summary>
/// <remarks>Independent of YAML and stanzas: a program can build one and hand it to the engine.</remarks>
public sealed record Plan
{
    /// <summary>All targets, in ordinal order of their ids. Two with one id is refused by the engine.</summary>
    public ValueList<Target> Targets { get; init; }

    /// <summary>What is built when nobody names a target, in ordinal order; empty means all.</summary>
    public ValueList<TargetId> Defaults { get; init; }

    /// <summary>The limits that targets share, in ordinal order of names.</summary>
    public ValueList<PoolLimit> Pools { get; init; }
}
