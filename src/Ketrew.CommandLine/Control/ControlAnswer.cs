using Ketrew.Engine.Running;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Control;

/// <summary>What the engine that works on a project tells another process.</summary>
internal abstract record ControlAnswer
{
    private ControlAnswer()
    {
    }

    /// <summary>Who listens; the first thing said on every connection.</summary>
    /// <param name="ProcessId">The engine's.</param>
    /// <param name="Since">When it began.</param>
    /// <param name="IsDetached">True when it works in the background, so that another one may take over.</param>
    public sealed record Hello(int ProcessId, DateTimeOffset Since, bool IsDetached) : ControlAnswer;

    /// <summary>The run has begun: what an engine in the background tells who started it.</summary>
    /// <param name="Run">Its number.</param>
    public sealed record Begun(int Run) : ControlAnswer;

    /// <summary>Nothing new starts.</summary>
    /// <param name="Awaited">The targets that can't go on without the engine, so that it waits for them.</param>
    public sealed record Releasing(ValueList<TargetId> Awaited) : ControlAnswer;

    /// <summary>What became of a request to kill.</summary>
    /// <param name="Reports">One per target.</param>
    public sealed record Killed(ValueList<KillReport> Reports) : ControlAnswer;

    /// <summary>The request means nothing.</summary>
    /// <param name="Why">For people.</param>
    public sealed record Refused(string Why) : ControlAnswer;
}
