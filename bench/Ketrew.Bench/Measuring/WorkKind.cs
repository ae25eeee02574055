using Ketrew.Bench.Graphs;
using Ketrew.Bench.Native;

namespace Ketrew.Bench.Measuring;

/// <summary>One of the things that targets may do.</summary>
/// <param name="Name">For the command line.</param>
/// <param name="Title">For headings.</param>
/// <param name="WorkOf">What targets do, given the C programs and the path of the log.</param>
internal sealed record WorkKind(string Name, string Title, Func<NativePrograms, string, Work> WorkOf)
{
    public static IReadOnlyList<WorkKind> All { get; } =
    [
        new("shell", "commands for a shell", (_, log) => new ShellWork(log)),
        new("program", "commands without a shell", (programs, log) => new ProgramWork(programs.Combine, log)),
    ];
}
