namespace Ketrew.Bench.Graphs;

/// <summary>What targets do. It is the same in both cases: numbers are read, one that depends on all of them is written, and the name goes into a log, by which commands are counted.</summary>
/// <remarks>Since the number depends on all inputs, tools that compare content see a change everywhere below an edit.</remarks>
internal abstract class Work
{
    /// <summary>The command of a target as text for a POSIX shell, on one line.</summary>
    /// <param name="target">Whose.</param>
    public abstract string Text(GraphTarget target);

    /// <summary>The command of a target as a program and its arguments; null when only a shell can run it.</summary>
    /// <param name="target">Whose.</param>
    public virtual IReadOnlyList<string>? Words(GraphTarget target) => null;
}
