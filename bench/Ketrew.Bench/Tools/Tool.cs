using Ketrew.Bench.Graphs;
using Ketrew.Bench.Measuring;

namespace Ketrew.Bench.Tools;

/// <summary>A program that runs graphs of commands.</summary>
internal abstract class Tool
{
    /// <summary>What it is called here.</summary>
    public abstract string Name { get; }

    /// <summary>The program: a path, or a name that is looked up.</summary>
    public virtual string Program => Name;

    /// <summary>Which one of its versions it is, for the head of the tables.</summary>
    public virtual string Version => ToolVersion.Of(Name, Find()!);

    /// <summary>Where it leaves outputs, relative to the project's folder; empty for the folder itself.</summary>
    public virtual string OutputFolder => "";

    /// <summary>How far apart two edits have to be for it to see the second. Default: longer than the tick of file systems' clocks.</summary>
    public virtual TimeSpan Tick => TimeSpan.FromMilliseconds(20);

    /// <summary>Writes the files that tell the tool about the graph, in a folder that holds the sources already.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="graph">What to build.</param>
    /// <param name="work">What its targets do.</param>
    public abstract void WriteProject(string folder, LayeredGraph graph, Work work);

    /// <summary>The program and its arguments in a case; null when it has nothing for that.</summary>
    /// <param name="case">What is measured.</param>
    /// <param name="jobs">How many commands may run at a time.</param>
    public virtual IReadOnlyList<string>? Command(Case @case, int jobs)
    {
        IReadOnlyList<string>? arguments = @case == Case.Version ? ["--version"] : @case == Case.DryRun ? DryRunArguments(jobs) : Arguments(jobs);
        return arguments is null ? null : [Find()!, .. arguments];
    }

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

    /// <summary>What follows the program to build everything.</summary>
    /// <param name="jobs">How many commands may run at a time.</param>
    protected abstract IReadOnlyList<string> Arguments(int jobs);

    /// <summary>What follows the program to be told what would be built; null when it can't tell.</summary>
    /// <param name="jobs">How many commands may run at a time.</param>
    protected virtual IReadOnlyList<string>? DryRunArguments(int jobs) => null;

    /// <summary>Text for a language in which a dollar is written twice.</summary>
    protected static string DoubleDollars(string text) => text.Replace("$", "$$", StringComparison.Ordinal);
}
