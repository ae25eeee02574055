using System.Text.Json.Serialization;
using Ketrew.Sdk.Backends;

namespace Ketrew.Sdk.Protocol.Backends;

/// <summary>What came of a <see cref="BackendRequest"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "response")]
[JsonDerivedType(typeof(Created), "created")]
[JsonDerivedType(typeof(Done), "done")]
[JsonDerivedType(typeof(Observed), "observed")]
[JsonDerivedType(typeof(Killed), "killed")]
[JsonDerivedType(typeof(Found), "found")]
[JsonDerivedType(typeof(Probed), "probed")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(Described), "described")]
[JsonDerivedType(typeof(Failed), "failed")]
internal abstract record BackendResponse
{
    private BackendResponse()
    {
    }

    /// <summary>It is made; or, with a failure, it isn't.</summary>
    /// <param name="OutlivesEngine">As <see cref="IBackend.OutlivesEngine"/>.</param>
    /// <param name="PollInterval">As <see cref="IBackend.PollInterval"/>.</param>
    /// <param name="Capacity">As <see cref="IBackend.Capacity"/>.</param>
    /// <param name="Queries">As <see cref="IBackend.Queries"/>.</param>
    /// <param name="Problems">What is mistaken in its settings.</param>
    /// <param name="Failure">Why it isn't made; null when it is.</param>
    public sealed record Created(
        bool OutlivesEngine, TimeSpan? PollInterval, int? Capacity, ValueList<QueryDescription> Queries, SettingProblem[] Problems, Failed? Failure)
        : BackendResponse;

    /// <summary>The call has returned.</summary>
    public sealed record Done : BackendResponse;

    /// <summary>What was seen.</summary>
    /// <param name="Observations">One for each attempt, in their order.</param>
    public sealed record Observed(ValueList<AttemptObservation> Observations) : BackendResponse;

    /// <summary>What became of the requests to end.</summary>
    /// <param name="Answers">One for each attempt, in their order.</param>
    public sealed record Killed(ValueList<KillAnswer> Answers) : BackendResponse;

    /// <summary>What runs.</summary>
    /// <param name="Attempts">In the backend's order.</param>
    public sealed record Found(ValueList<AttemptReference> Attempts) : BackendResponse;

    /// <summary>How a condition ended.</summary>
    /// <param name="Verdict">How.</param>
    public sealed record Probed(Verdict Verdict) : BackendResponse;

    /// <summary>The answer to a question.</summary>
    /// <param name="Answer">What it is.</param>
    public sealed record Answered(QueryAnswer Answer) : BackendResponse;

    /// <summary>What there is.</summary>
    /// <param name="Description">All of it.</param>
    public sealed record Described(BackendDescription Description) : BackendResponse;

    /// <summary>The plugin threw.</summary>
    /// <param name="Message">What a <see cref="BackendException"/> says; of any other exception its type and message.</param>
    /// <param name="Trace">The frames of plugins, innermost first; none for a <see cref="BackendException"/>, which is an answer.</param>
    public sealed record Failed(string Message, string[] Trace) : BackendResponse
    {
        /// <summary>As <see cref="Diagnostics.KetrewException.IsRecoverable"/>.</summary>
        public bool IsRecoverable { get; init; }

        /// <summary>As <see cref="Diagnostics.KetrewException.Hint"/>.</summary>
        public string? Hint { get; init; }

        /// <summary>As <see cref="BackendException.Command"/>.</summary>
        public string Command { get; init; } = "";

        /// <summary>As <see cref="BackendException.ExitCode"/>.</summary>
        public int? ExitCode { get; init; }

        /// <summary>As <see cref="BackendException.StandardError"/>.</summary>
        public string StandardError { get; init; } = "";
    }
}

/// <summary>Something mistaken in the settings of a backend.</summary>
/// <param name="Code">As in <see cref="BackendCodes"/>.</param>
/// <param name="Message">One lower-case sentence.</param>
/// <param name="Hint">Something to type; null when there is nothing.</param>
/// <param name="At">The number of a place, see <see cref="SettingPlaces"/>; 0 for none.</param>
internal sealed record SettingProblem(string Code, string Message, string? Hint, int At);
