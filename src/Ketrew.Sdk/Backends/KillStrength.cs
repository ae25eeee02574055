namespace Ketrew.Sdk.Backends;

/// <summary>How firmly an attempt is asked to end.</summary>
public enum KillStrength
{
    /// <summary>Asked: it may clean up first (TERM).</summary>
    Terminate,

    /// <summary>Forced (KILL).</summary>
    Kill,
}
