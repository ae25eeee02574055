using Ketrew.Sdk;

namespace Ketrew.Backends.Scheduling;

/// <summary>What a scheduler said to a submission.</summary>
internal abstract record SubmissionAnswer
{
    private SubmissionAnswer()
    {
    }

    /// <summary>It has the jobs.</summary>
    /// <param name="JobIds">In the order of the submission's jobs.</param>
    public sealed record Accepted(ValueList<string> JobIds) : SubmissionAnswer;

    /// <summary>It doesn't want them, and never will: trying again would not help.</summary>
    public sealed record Refused(string Message) : SubmissionAnswer;

    /// <summary>It could not be asked, is full, or its answer was lost: it may have the jobs.</summary>
    public sealed record Unclear(string Why) : SubmissionAnswer;
}
