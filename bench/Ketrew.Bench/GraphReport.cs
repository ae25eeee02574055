using System.Globalization;
using Ketrew.Bench.Measuring;
using Ketrew.Bench.Tools;

namespace Ketrew.Bench;

/// <summary>What <c>bench/run</c> prints.</summary>
/// <param name="output">Where.</param>
/// <param name="markdown">True for documents, false for terminals.</param>
/// <param name="jobs">Commands at a time.</param>
internal sealed class GraphReport(TextWriter output, bool markdown, int jobs)
{
    /// <summary>Says what is measured, and names what isn't installed.</summary>
    /// <param name="command">What was typed.</param>
    /// <param name="wanted">Whom to measure.</param>
    /// <returns>Those that are installed.</returns>
    public Tool[] Begin(string command, Tool[] wanted)
    {
        Tool[] installed = [.. wanted.Where(tool => tool.Find() is not null)];
        output.WriteLine($"{Code(command)}, {Environment.ProcessorCount} cores; {string.Join("; ", installed.Select(tool => tool.Version))}.");
        foreach (Tool tool in wanted.Except(installed))
        {
            output.WriteLine($"Skipped, not installed: {tool.Name}.");
        }

        return installed;
    }

    /// <summary>The table of starts.</summary>
    public void PrintStart(Table table)
    {
        Head("Start");
        output.WriteLine($"One target; milliseconds, median of 25{table.Comparison}.\n");
        output.Write(table.Show(Figure.Milliseconds, markdown));
        PrintMemory(table);
    }

    /// <summary>The tables of one size.</summary>
    /// <param name="result">What was measured.</param>
    /// <param name="tools">Whom it was tried with.</param>
    public void Print(GraphResult result, IReadOnlyList<Tool> tools)
    {
        Head(string.Create(CultureInfo.InvariantCulture, $"{result.Size.Targets} targets, {result.Kind.Title}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{jobs} at a time; {result.Size.Rounds} rounds; seconds, median{result.Table.Comparison}.\n"));
        output.Write(result.Table.Show(Figure.Seconds, markdown));
        PrintMemory(result.Table);
        string[] missing = [.. tools.Select(tool => tool.Name).Except(result.Table.Rows)];
        if (missing.Length > 0)
        {
            output.WriteLine($"\nNot tried, by what they took before: {string.Join(", ", missing)}.");
        }

        output.Flush();
    }

    private void PrintMemory(Table table)
    {
        output.WriteLine("\nMB of memory at most, of the largest process:\n");
        output.Write(table.Show(Figure.Megabytes, markdown));
    }

    private void Head(string title) => output.WriteLine(markdown ? $"\n### {title}\n" : $"\n{title}");

    private string Code(string text) => markdown ? $"`{text}`" : text;
}
