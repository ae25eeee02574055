using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.CommandLine.Control;

/// <summary>What another process asks of the engine that works on a project.</summary>
internal abstract record ControlRequest
{
    private ControlRequest()
    {
    }

    /// <summary>Let go, as Ctrl-C once does. Answered with <see cref="ControlAnswer.Releasing"/>; the connection closes when the engine has gone.</summary>
    public sealed record Release : ControlRequest;

    /// <summary>End targets. Answered with <see cref="ControlAnswer.Killed"/> once each has ended or is known not to end.</summary>
    /// <param name="Targets">Which.</param>
    /// <param name="Strength">Whether they may clean up first.</param>
    public sealed record Kill(ValueList<TargetId> Targets, KillStrength Strength) : ControlRequest;

    /// <summary>End the whole run. Answered likewise.</summary>
    /// <param name="WithEarlierRuns">True to end also what earlier runs left and this one did not take over.</param>
    /// <param name="Strength">Whether targets may clean up first.</param>
    public sealed record KillRun(bool WithEarlierRuns, KillStrength Strength) : ControlRequest;
}
