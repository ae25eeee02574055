using Ketrew.Bench.Graphs;

namespace Ketrew.Bench.Tools;

/// <summary>A program that runs graphs of commands.</summary>
internal abstract class Tool
{
    /// <summary>What it is called here.</summary>
    public abstract string Name { get; }

    /// <summary>The program: a path, or a name that is looked up.</summary>
    public virtual string Program => Name;

    /// <summary>Where it leaves outputs, relative to the project's folder; empty for the folder itself.</summary>
    public virtual string OutputFolder => "";

    /// <summary>Writes the files that tell the tool about the graph, in a folder that holds the sources already.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="graph">What to build.</param>
    /// <param name="log">Absolute path of the file that every command writes its name to.</param>
    public abstract void WriteProject(string folder, LayeredGraph graph, string log);

    /// <summary>What follows the program to build everything.</summary>
    /// <param name="jobs">How many commands may run at a time.</param>
    public abstract IReadOnlyList<string> Arguments(int jobs);

    /// <summary>The absolute path of the program; null when it isn't installed.</summary>
    public string? Find()
    {
        if (Program.Contains('/', StringComparison.Ordinal))
        {
            return File.Exists(Program) ? Path.GetFullPath(Program) : null;
        }

        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, Program)).FirstOrDefault(File.Exists);
    }
}
