namespace Ketrew.Engine.Checking;

/// <summary>What a run would do with a target.</summary>
public enum Outlook
{
    /// <summary>Nothing.</summary>
    UpToDate,

    /// <summary>Run it.</summary>
    WouldRun,

    /// <summary>Run it, unless what it needs turns out as before.</summary>
    MayRun,

    /// <summary>Nothing, since nobody needs it: what needs it is done, or it waits for another one's end.</summary>
    NotNeeded,
}
