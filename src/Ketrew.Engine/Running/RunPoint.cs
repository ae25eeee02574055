namespace Ketrew.Engine.Running;

/// <summary>The moments of a run at which losing power hurts most. A test can be told of each, and end the process there.</summary>
internal enum RunPoint
{
    BeforeCommit,
    AfterCommit,
    BeforeStart,
    AfterStart,
    BeforeKill,
    AfterKill,
    BeforeSetAside,
    AfterSetAside,
    BeforeRecovery,
    AfterRecovery,
    BeforeAdoption,
    BeforeRunEnd,
}
