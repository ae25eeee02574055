using Ketrew.Bench.Native;

namespace Ketrew.Bench.Tools;

/// <summary>All tools that are known here.</summary>
/// <param name="ketrew">The executable to measure; null for that of this repository.</param>
/// <param name="programs">For what is no tool.</param>
internal sealed class ToolBox(string? ketrew, NativePrograms programs)
{
    private static readonly Dictionary<string, Func<ToolBox, Tool>> _known = new(StringComparer.Ordinal)
    {
        ["ketrew"] = box => new KetrewTool(KetrewProgram.Find(box.Ketrew)),
        ["ninja"] = _ => new NinjaTool(),
        ["make"] = _ => new MakeTool(),
        ["tup"] = _ => new TupTool(),
        ["dune"] = _ => new DuneTool(),
        ["scons"] = _ => new SconsTool(),
        ["snakemake"] = _ => new SnakemakeTool(),
        ["floor"] = box => new FloorTool(box.Programs),
    };

    /// <summary>What they are called, in the order shown.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. _known.Keys];

    private string? Ketrew { get; } = ketrew;

    private NativePrograms Programs { get; } = programs;

    /// <summary>Takes some out, installed or not.</summary>
    /// <param name="names">Some of <see cref="Names"/>.</param>
    public Tool[] Take(IEnumerable<string> names) => [.. names.Select(name => _known[name](this))];
}
