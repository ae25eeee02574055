using System.Globalization;
using Ketrew.Bench.Graphs;
using Ketrew.Bench.Tools;

namespace Ketrew.Bench.Measuring;

/// <summary>Folders with a graph, described for one tool.</summary>
/// <remarks>Nothing is deleted before the end: ext4 looks at all that was freed in the last minutes before it makes a file,
/// and cold runs after a large deletion took up to twice as long, whatever the tool.</remarks>
/// <param name="tool">Who builds it.</param>
/// <param name="graph">What is built.</param>
/// <param name="folder">Absolute; what the names of the folders begin with.</param>
/// <param name="workOf">What targets do, given the path of the log.</param>
internal sealed class ToolProject(Tool tool, LayeredGraph graph, string folder, Func<string, Work> workOf)
{
    private int _edits;
    private int _count;

    public Tool Tool { get; } = tool;

    public LayeredGraph Graph { get; } = graph;

    /// <summary>Absolute; another one after each <see cref="Create"/>.</summary>
    public string Folder => FormattableString.Invariant($"{folder}-{_count}");

    // Beside the folder, so that no tool takes it for a source.
    private string Log => Folder + ".log";

    /// <summary>Writes sources and the tool's files into a folder of their own: what a fresh checkout looks like.</summary>
    public void Create()
    {
        _count++;
        _ = Directory.CreateDirectory(Folder);
        foreach (string source in LayeredGraph.Sources)
        {
            EditSource(source);
        }

        Tool.WriteProject(Folder, Graph, workOf(Log));
    }

    /// <summary>Gives a source a content that it never had.</summary>
    /// <param name="source">One of <see cref="LayeredGraph.Sources"/>.</param>
    public void EditSource(string source) =>
        File.WriteAllText(Path.Combine(Folder, source), (++_edits).ToString(CultureInfo.InvariantCulture) + "\n");

    /// <summary>Deletes what a target has written.</summary>
    /// <param name="target">The target's name.</param>
    public void DeleteOutput(string target)
    {
        string path = Path.Combine(Folder, Tool.OutputFolder, target);
        File.Delete(path);
    }

    /// <summary>Starts the log anew.</summary>
    public void ForgetCommands() => File.Delete(Log);

    /// <summary>How many commands have run since <see cref="ForgetCommands"/>.</summary>
    public int CountCommands() => File.Exists(Log) ? File.ReadLines(Log).Count() : 0;
}
