namespace Ketrew.Faults.Tests.Harness;

/// <summary>One thing that a job told.</summary>
/// <param name="Word">begin, end or overlap.</param>
/// <param name="Attempt">Which.</param>
/// <param name="Value">The process of one that begins, the exit code of one that ends.</param>
internal readonly record struct LedgerLine(string Word, AttemptName Attempt, int Value);

/// <summary>An attempt of a project.</summary>
internal readonly record struct AttemptName(int Run, string Target, int Number)
{
    public override string ToString() => $"{Run}/{Target}/{Number}";
}
