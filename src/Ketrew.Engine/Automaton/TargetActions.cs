namespace Ketrew.Engine.Automaton;

/// <summary>What the engine must do because a target changed its state.</summary>
[Flags]
public enum TargetActions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Compare its fingerprint and outputs with its last success.</summary>
    Check = 1,

    /// <summary>Put it where it waits for a slot.</summary>
    Enqueue = 2,

    /// <summary>Store the intent, then ask the backend to start it.</summary>
    Start = 4,

    /// <summary>Look for its outputs and digest them.</summary>
    Verify = 8,

    /// <summary>Record its fingerprint and outputs as its last success.</summary>
    RecordSuccess = 16,

    /// <summary>Move aside what the failed attempt wrote.</summary>
    SetOutputsAside = 32,

    /// <summary>Wake it when the wait of its state is over.</summary>
    ScheduleRetry = 64,

    /// <summary>Ask its process group to end and give it time.</summary>
    Terminate = 128,

    /// <summary>Force its process group to end and give it time.</summary>
    ForceEnd = 256,
}
