namespace Ketrew.Expander.Promotion;

/// <summary>How a promoted file on disk stands to what would be written.</summary>
public enum PromotionState
{
    /// <summary>What would be written; only line ends may differ.</summary>
    Current,

    /// <summary>Not there yet.</summary>
    Missing,

    /// <summary>Written by us, and out of date: may be overwritten.</summary>
    Stale,

    /// <summary>Written by us and edited by hand since: overwritten only when forced.</summary>
    Edited,

    /// <summary>Not written by us: never touched.</summary>
    Foreign,
}
