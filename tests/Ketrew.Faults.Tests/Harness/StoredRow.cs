namespace Ketrew.Faults.Tests.Harness;

/// <summary>A row of the state that is about an attempt.</summary>
/// <param name="Run">Its run.</param>
/// <param name="Target">Its target.</param>
/// <param name="Number">Its number.</param>
/// <param name="Text">The state, or the backend.</param>
/// <param name="IsOpen">True when it should have an end and has none.</param>
internal readonly record struct StoredRow(int Run, string Target, int Number, string Text, bool IsOpen)
{
    public AttemptName Attempt => new(Run, Target, Number);
}
