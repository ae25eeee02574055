using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Output;

/// <summary>Prints what is wrong with the user's files, in colour where there is one.</summary>
/// <param name="terminal">Where it goes.</param>
/// <param name="root">Absolute path of the project's root.</param>
/// <param name="realPath">Where a file lies that is shown as if it lay somewhere else; null when none is.</param>
internal sealed class DiagnosticPrinter(Terminal terminal, string root, Func<string, string>? realPath = null)
{
    // More is a wall that nobody reads; the first ones are usually the cause.
    private const int Limit = 50;

    private readonly DiagnosticRenderer _renderer = new(file => TryRead((realPath ?? (static name => name))(Path.Combine(root, file))));

    /// <summary>Prints all of them by file and line, errors counted at the end.</summary>
    /// <param name="diagnostics">In any order.</param>
    /// <param name="consequence">What several errors mean.</param>
    public void Print(IReadOnlyCollection<Diagnostic> diagnostics, string consequence = "nothing was run")
    {
        Diagnostic[] sorted = [.. DiagnosticRenderer.Sort(diagnostics)];
        foreach (Diagnostic diagnostic in sorted.Take(Limit))
        {
            foreach (ValueList<TextPart> line in _renderer.RenderOne(diagnostic))
            {
                terminal.PrintNote(string.Concat(line.Select(part => terminal.Paint(ToneOf(part.Style), part.Text))));
            }

            terminal.PrintNote("");
        }

        int errors = sorted.Count(diagnostic => diagnostic.Severity == Severity.Error);
        if (errors > 1)
        {
            string more = sorted.Length > Limit ? $", the first {Limit} problems are shown" : "";
            terminal.PrintNote($"{errors} errors{more}; {consequence}");
        }
    }

    private static string? TryRead(string path) => File.Exists(path) ? File.ReadAllText(path) : null;

    private static Tone ToneOf(TextStyle style) => style switch
    {
        TextStyle.Error => Tone.Bad,
        TextStyle.Warning => Tone.Careful,
        TextStyle.Location => Tone.Link,
        TextStyle.Frame => Tone.Quiet,
        TextStyle.Label => Tone.Strong,
        _ => Tone.Plain,
    };
}
