namespace Ketrew.Engine.Automaton;

/// <summary>What the engine must do because a target changed its state.</summary>
[Flags]
public enum TargetActions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Ask its condition.</summary>
    Evaluate = 1,

    /// <summary>Ask for everything it needs.</summary>
    ActivateNeeds = 2,

    /// <summary>Compare its fingerprint and outputs with its last success.</summary>
    Check = 4,

    /// <summary>Put it where it waits for a slot.</summary>
    Enqueue = 8,

    /// <summary>Store the intent, then ask the backend to start it.</summary>
    Start = 16,

    /// <summary>Go on with an attempt of an earlier engine.</summary>
    Adopt = 32,

    /// <summary>Look for its outputs and digest them.</summary>
    Verify = 64,

    /// <summary>Record its fingerprint and outputs as its last success.</summary>
    RecordSuccess = 128,

    /// <summary>Move aside what the failed attempt wrote.</summary>
    SetOutputsAside = 256,

    /// <summary>Wake it when the wait of its state is over.</summary>
    ScheduleRetry = 512,

    /// <summary>Ask its process group to end and give it time.</summary>
    Terminate = 1024,

    /// <summary>Force its process group to end and give it time.</summary>
    ForceEnd = 2048,
}
