using System.Text.Json.Serialization;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Protocol.Backends;

/// <summary>What a backend in a plugin host is asked to do: <see cref="IBackend"/>, call by call.</summary>
/// <param name="Backend">Which; the engine counts them.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "request")]
[JsonDerivedType(typeof(Create), "create")]
[JsonDerivedType(typeof(Start), "start")]
[JsonDerivedType(typeof(Observe), "observe")]
[JsonDerivedType(typeof(Kill), "kill")]
[JsonDerivedType(typeof(Find), "find")]
[JsonDerivedType(typeof(RunProbe), "probe")]
[JsonDerivedType(typeof(Query), "query")]
[JsonDerivedType(typeof(Describe), "describe")]
internal abstract record BackendRequest(int Backend)
{
    /// <summary>Make it. Answered by <see cref="BackendResponse.Created"/>.</summary>
    /// <param name="Backend">A new number.</param>
    /// <param name="Kind">One that was loaded.</param>
    /// <param name="Name">What targets call it.</param>
    /// <param name="Owner">What messages about its settings call it.</param>
    /// <param name="Settings">A mapping, without places.</param>
    /// <param name="ProjectDirectory">Absolute; empty when there is none.</param>
    /// <param name="PlaygroundRoot">Absolute.</param>
    /// <param name="BaseEnvironment">Variables that attempts get besides their own.</param>
    /// <param name="MachineName">This machine.</param>
    public sealed record Create(
        int Backend,
        string Kind,
        string Name,
        string Owner,
        Node Settings,
        string ProjectDirectory,
        string PlaygroundRoot,
        ValueList<NamedValue> BaseEnvironment,
        string MachineName)
        : BackendRequest(Backend);

    /// <summary>Begin attempts. Answered by <see cref="BackendResponse.Done"/>, when the call has returned.</summary>
    /// <param name="Backend">Which.</param>
    /// <param name="Tickets">At least one.</param>
    public sealed record Start(int Backend, StartTicket[] Tickets) : BackendRequest(Backend);

    /// <summary>Look for attempts. Answered by <see cref="BackendResponse.Observed"/>.</summary>
    /// <param name="Backend">Which.</param>
    /// <param name="Attempts">What to look for.</param>
    public sealed record Observe(int Backend, ValueList<AttemptReference> Attempts) : BackendRequest(Backend);

    /// <summary>Ask attempts to end. Answered by <see cref="BackendResponse.Killed"/>.</summary>
    /// <param name="Backend">Which.</param>
    /// <param name="Attempts">What to end.</param>
    /// <param name="Strength">How firmly.</param>
    public sealed record Kill(int Backend, ValueList<AttemptReference> Attempts, KillStrength Strength) : BackendRequest(Backend);

    /// <summary>Look for what runs. Answered by <see cref="BackendResponse.Found"/>.</summary>
    /// <param name="Backend">Which.</param>
    /// <param name="Project">The identity of the project's state.</param>
    /// <param name="ProjectDirectory">Absolute.</param>
    public sealed record Find(int Backend, string Project, string ProjectDirectory) : BackendRequest(Backend);

    /// <summary>Run a condition. Answered by <see cref="BackendResponse.Probed"/>.</summary>
    /// <param name="Backend">Which.</param>
    /// <param name="Probe">What to run.</param>
    public sealed record RunProbe(int Backend, Probe Probe) : BackendRequest(Backend);

    /// <summary>Answer a question about an attempt. Answered by <see cref="BackendResponse.Answered"/>.</summary>
    /// <param name="Backend">Which.</param>
    /// <param name="Attempt">About what.</param>
    /// <param name="Name">The question.</param>
    public sealed record Query(int Backend, QueriedAttempt Attempt, string Name) : BackendRequest(Backend);

    /// <summary>Say what there is. Answered by <see cref="BackendResponse.Described"/>.</summary>
    /// <param name="Backend">Which.</param>
    public sealed record Describe(int Backend) : BackendRequest(Backend);
}

/// <summary>An attempt to begin.</summary>
/// <param name="Ticket">What is told of it bears this number: one attempt may be asked for several times.</param>
/// <param name="Attempt">What to run.</param>
internal sealed record StartTicket(long Ticket, Attempt Attempt);
