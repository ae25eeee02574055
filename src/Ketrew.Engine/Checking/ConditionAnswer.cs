namespace Ketrew.Engine.Checking;

/// <summary>What asking a condition said.</summary>
internal abstract record ConditionAnswer
{
    private ConditionAnswer()
    {
    }

    /// <summary>It holds.</summary>
    public sealed record Held : ConditionAnswer;

    /// <summary>It does not hold.</summary>
    /// <param name="Part">The first part that does not, in words.</param>
    public sealed record Missed(string Part) : ConditionAnswer;

    /// <summary>It could not be asked: its command can't be started, say.</summary>
    /// <param name="Message">What kept it.</param>
    public sealed record Faulted(string Message) : ConditionAnswer;
}
