namespace Ketrew.Bench.Graphs;

/// <summary>One small program: tools that need no shell for that start none.</summary>
/// <param name="program">Absolute path of <c>combine</c>.</param>
/// <param name="log">Absolute path of the log.</param>
internal sealed class ProgramWork(string program, string log) : Work
{
    public override string Text(GraphTarget target) => string.Join(' ', Words(target));

    public override IReadOnlyList<string> Words(GraphTarget target) => [program, target.Name, log, .. target.Inputs];
}
