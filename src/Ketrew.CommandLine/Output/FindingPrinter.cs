using Ketrew.CommandLine.Projects;

namespace Ketrew.CommandLine.Output;

/// <summary>Prints what was looked at, a line each with a mark.</summary>
/// <param name="terminal">Where it goes.</param>
/// <param name="wrong">The mark of what isn't well.</param>
internal sealed class FindingPrinter(Terminal terminal, string wrong)
{
    /// <summary>Prints one; below what isn't well stands what to do.</summary>
    public void Print(Finding finding)
    {
        string mark = finding.IsWell ? "ok" : finding.IsOptional ? "without" : wrong;
        terminal.Print($"{mark,-7} {finding.Text}");
        if (!finding.IsWell && finding.Hint is { } hint)
        {
            terminal.Print($"        hint: {hint}");
        }
    }
}
