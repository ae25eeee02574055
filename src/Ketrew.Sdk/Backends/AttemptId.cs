namespace Ketrew.Sdk.Backends;

/// <summary>One try to run one target. A backend never starts the same id twice.</summary>
/// <param name="Run">The run that tries.</param>
/// <param name="Target">What is tried.</param>
/// <param name="Number">1 for the first attempt of the run.</param>
public readonly record struct AttemptId(RunId Run, TargetId Target, int Number)
{
    /// <summary><c>project:run/target/number</c>.</summary>
    public override string ToString() => $"{Run}/{Target}/{Number}";
}
