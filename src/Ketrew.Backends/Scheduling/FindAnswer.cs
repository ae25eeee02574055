using Ketrew.Sdk;

namespace Ketrew.Backends.Scheduling;

/// <summary>Which jobs of ours a scheduler has.</summary>
internal abstract record FindAnswer
{
    private FindAnswer()
    {
    }

    /// <summary>It answered: a name that is not among them was never submitted, or has left the queue.</summary>
    /// <param name="Jobs">Job ids by name; newest last.</param>
    public sealed record Known(IReadOnlyDictionary<string, ValueList<string>> Jobs) : FindAnswer;

    /// <summary>It could not be asked.</summary>
    /// <param name="Why">For people.</param>
    public sealed record Unanswered(string Why) : FindAnswer;
}
