namespace Ketrew.Engine.Checking;

/// <summary>What a check of a target found.</summary>
internal enum CheckVerdict
{
    /// <summary>It could not be checked: a need is not current.</summary>
    Unchecked,

    /// <summary>Everything is as after its last success.</summary>
    Current,

    /// <summary>It has nothing to run, and its needs are done.</summary>
    Empty,

    /// <summary>Its condition holds.</summary>
    AlreadyDone,

    /// <summary>It must run.</summary>
    Stale,

    /// <summary>It must run and can't.</summary>
    InputsMissing,
}
