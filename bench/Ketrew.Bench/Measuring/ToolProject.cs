using System.Globalization;
using Ketrew.Bench.Graphs;
using Ketrew.Bench.Tools;

namespace Ketrew.Bench.Measuring;

/// <summary>A folder with a graph, described for one tool.</summary>
/// <param name="tool">Who builds it.</param>
/// <param name="graph">What is built.</param>
/// <param name="folder">Absolute; made anew by <see cref="Create"/>.</param>
/// <param name="workOf">What targets do, given the path of the log.</param>
internal sealed class ToolProject(Tool tool, LayeredGraph graph, string folder, Func<string, Work> workOf)
{
    private int _edits;

    public Tool Tool { get; } = tool;

    public LayeredGraph Graph { get; } = graph;

    /// <summary>Absolute.</summary>
    public string Folder { get; } = folder;

    // Beside the folder, so that no tool takes it for a source.
    private string Log => Folder + ".log";

    /// <summary>Deletes everything and writes sources and the tool's files: what a fresh checkout looks like.</summary>
    public void Create()
    {
        Delete();
        _ = Directory.CreateDirectory(Folder);
        foreach (string source in LayeredGraph.Sources)
        {
            EditSource(source);
        }

        Tool.WriteProject(Folder, Graph, workOf(Log));
    }

    /// <summary>Deletes everything.</summary>
    public void Delete()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
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
