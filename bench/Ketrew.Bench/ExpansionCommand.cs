using System.CommandLine;
using System.Globalization;
using Ketrew.Bench.Expansion;
using Ketrew.Bench.Measuring;
using Ketrew.Bench.Native;
using Ketrew.Bench.Tools;

namespace Ketrew.Bench;

/// <summary>The verb <c>expansion</c>: many custom stanzas, a row for each number of them.</summary>
internal static class ExpansionCommand
{
    private static readonly Option<string> _stanzas = new("--stanzas") { Description = "Numbers of custom stanzas.", DefaultValueFactory = _ => "1000,10000" };
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
        int[] sizes = [.. parsed.GetRequiredValue(_stanzas).Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        int runs = parsed.GetValue(_runs);
        using TemporaryFolder folder = new();
        ProgramRunner runner = new(new NativePrograms(Path.Combine(folder.FullPath, "native")));
        ExpansionBenchmark benchmark = new(KetrewProgram.Find(parsed.GetValue(_ketrew)), runner);
        Table table = new([.. sizes.Select(Row)], ExpansionBenchmark.Cases);
        foreach (int size in sizes)
        {
            ExpansionProject project = new(Path.Combine(folder.FullPath, $"expansion-{size}"), size);
            project.Create();
            benchmark.Measure(project, runs, table, Row(size));
        }

        Print(table, parsed, Figure.Seconds, string.Create(CultureInfo.InvariantCulture, $"seconds, median of {runs}"));
        Print(table, parsed, Figure.Megabytes, "MB of memory at most");
        return sizes.Any(size => table.HasProblem(Row(size))) ? 1 : 0;
    }

    private static void Print(Table table, ParseResult parsed, Figure figure, string what)
    {
        bool markdown = parsed.GetValue(_markdown);
        string command = $"bench/expansion {string.Join(' ', parsed.Tokens.Skip(1))}".TrimEnd();
        Console.WriteLine(markdown ? $"`{command}`; {what}.\n" : $"{command}; {what}\n");
        Console.WriteLine(table.Show(figure, markdown));
    }

    private static string Row(int size) => string.Create(CultureInfo.InvariantCulture, $"{size} stanzas");
}
