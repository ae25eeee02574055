namespace Ketrew.Sdk.Planning;

/// <summary>Which targets count as one.</summary>
public enum Equivalence
{
    /// <summary>Those with the same condition: one of them runs, the others are done when it is.</summary>
    SameCondition,

    /// <summary>None: it runs itself, whoever else ensures the same.</summary>
    None,
}
