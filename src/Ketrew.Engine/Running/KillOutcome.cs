namespace Ketrew.Engine.Running;

/// <summary>What became of a request to kill a target.</summary>
public enum KillOutcome
{
    /// <summary>Its attempt was ended, with all its processes.</summary>
    Killed,

    /// <summary>It was waiting for its turn, and will not have one in this run.</summary>
    Withdrawn,

    /// <summary>Nothing of it was running or waiting.</summary>
    NotRunning,

    /// <summary>It ended by itself before it could be ended.</summary>
    Ended,

    /// <summary>It did not die in time, or its backend could not be asked: something of it may still run.</summary>
    Unconfirmed,
}
