namespace Ketrew.Backends.Scheduling;

/// <summary>What a scheduler says of its jobs.</summary>
internal abstract record QueueAnswer
{
    private QueueAnswer()
    {
    }

    /// <summary>It answered: what is not among them is not there.</summary>
    /// <param name="Jobs">By job id.</param>
    public sealed record Known(IReadOnlyDictionary<string, JobReport> Jobs) : QueueAnswer;

    /// <summary>It could not be asked; says nothing about any job.</summary>
    /// <param name="Why">For people.</param>
    public sealed record Unanswered(string Why) : QueueAnswer;
}
