using System.CommandLine;
using System.Globalization;
using Ketrew.Bench.Expansion;
using Ketrew.Bench.Measuring;
using Ketrew.Bench.Tools;

namespace Ketrew.Bench;

/// <summary>The verb <c>expansion</c>: many custom stanzas, a table with one row.</summary>
internal static class ExpansionCommand
{
    private static readonly Option<int> _stanzas = new("--stanzas") { Description = "Number of custom stanzas.", DefaultValueFactory = _ => 10000 };
    private static readonly Option<int> _runs = new("--runs") { Description = "Rounds; medians are shown.", DefaultValueFactory = _ => 3 };
    private static readonly Option<string?> _ketrew = new("--ketrew") { Description = "The executable to measure. Default: that of this repository." };
    private static readonly Option<bool> _markdown = new("--markdown") { Description = "Print Markdown." };

    /// <summary>The verb with its options.</summary>
    public static Command Create()
    {
        Command command = new("expansion", "Expands many custom stanzas, each of which asks one question.")
        {
            _stanzas, _runs, _ketrew, _markdown,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        int size = parsed.GetValue(_stanzas);
        int runs = parsed.GetValue(_runs);
        string program = KetrewProgram.Find(parsed.GetValue(_ketrew));
        using TemporaryFolder folder = new();
        ExpansionProject project = new(Path.Combine(folder.FullPath, "expansion"), size);
        project.Create();

        Table table = new ExpansionBenchmark(program, project).Measure(runs, size);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size} custom stanzas; seconds, median of {runs}\n"));
        Console.Write(parsed.GetValue(_markdown) ? table.ToMarkdown("") : table.ToText(""));
        return table.HasProblem(ExpansionBenchmark.Row) ? 1 : 0;
    }
}
