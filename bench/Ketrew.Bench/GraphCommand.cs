using System.CommandLine;
using System.CommandLine.Parsing;
using Ketrew.Bench.Graphs;
using Ketrew.Bench.Measuring;
using Ketrew.Bench.Native;
using Ketrew.Bench.Plotting;
using Ketrew.Bench.Tools;

namespace Ketrew.Bench;

/// <summary>The verb <c>graph</c>: graphs of one shape, several tools, tables for each size.</summary>
internal static class GraphCommand
{
    private static readonly Option<string> _sizes = new("--sizes")
    {
        Description = "Numbers of targets, ascending; 100000x1 for another number of rounds.",
        DefaultValueFactory = _ => "1000,10000",
    };

    private static readonly Option<string> _tools = new("--tools")
    {
        Description = "Who builds it.",
        DefaultValueFactory = _ => string.Join(',', ToolBox.Names),
    };

    private static readonly Option<string> _work = new("--work") { Description = "What targets do: shell, program.", DefaultValueFactory = _ => "shell,program" };
    private static readonly Option<int> _runs = new("--runs") { Description = "Rounds; medians are shown.", DefaultValueFactory = _ => 3 };
    private static readonly Option<int> _jobs = new("--jobs", "-j") { Description = "Commands at a time.", DefaultValueFactory = _ => 2 };
    private static readonly Option<int> _limit = new("--limit") { Description = "Seconds after which a run is given up.", DefaultValueFactory = _ => 120 };
    private static readonly Option<string?> _ketrew = new("--ketrew") { Description = "The executable to measure. Default: the Release build of this repository." };
    private static readonly Option<bool> _markdown = new("--markdown") { Description = "Print Markdown." };
    private static readonly Option<string?> _plot = new("--plot") { Description = "Where to draw the times over the sizes, as SVG. Default: nowhere." };

    /// <summary>The verb with its options.</summary>
    public static Command Create()
    {
        Command command = new("graph", "Builds layered graphs with several tools and prints the times side by side.")
        {
            _sizes, _tools, _work, _runs, _jobs, _limit, _ketrew, _markdown, _plot,
        };
        _sizes.Validators.Add(sizes => Reject(sizes, text => !GraphSize.TryParse(text, 1, out _), "1000 or 1000x3"));
        _tools.Validators.Add(tools => Reject(tools, name => !ToolBox.Names.Contains(name), string.Join(", ", ToolBox.Names)));
        _work.Validators.Add(work => Reject(work, name => WorkKind.All.All(kind => kind.Name != name), "shell, program"));
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        using TemporaryFolder folder = new();
        NativePrograms programs = new(Path.Combine(folder.FullPath, "native"));
        GraphReport report = new(Console.Out, parsed.GetValue(_markdown), parsed.GetValue(_jobs));
        ToolBox box = new(parsed.GetValue(_ketrew), programs);
        Tool[] tools = report.Begin($"bench/run {string.Join(' ', parsed.Tokens.Skip(1))}", box.Take(Split(parsed.GetRequiredValue(_tools))));
        GraphOptions options = new(parsed.GetValue(_jobs), TimeSpan.FromSeconds(parsed.GetValue(_limit)));
        List<GraphResult> results = [];
        report.PrintStart(Benchmark(WorkKind.All[0]).Measure(tools, new GraphSize(1, 5), Case.OfStart));
        foreach (WorkKind kind in WorkKind.All.Where(kind => Split(parsed.GetRequiredValue(_work)).Contains(kind.Name)))
        {
            GraphBenchmark benchmark = Benchmark(kind);
            foreach (GraphSize size in Sizes(parsed))
            {
                GraphResult result = new(kind, size, benchmark.Measure(tools, size, Case.OfGraph));
                report.Print(result, tools);
                results.Add(result);
            }
        }

        if (parsed.GetValue(_plot) is { } path)
        {
            File.WriteAllText(path, SvgChart.Draw(GraphPanels.Of(results)));
        }

        return results.Any(result => result.Table.HasProblem("ketrew")) ? 1 : 0;

        GraphBenchmark Benchmark(WorkKind kind) => new(options, new ProgramRunner(programs), folder.FullPath, log => kind.WorkOf(programs, log));
    }

    private static IEnumerable<GraphSize> Sizes(ParseResult parsed)
    {
        foreach (string text in Split(parsed.GetRequiredValue(_sizes)))
        {
            if (GraphSize.TryParse(text, parsed.GetValue(_runs), out GraphSize? size))
            {
                yield return size;
            }
        }
    }

    private static void Reject(OptionResult option, Func<string, bool> isWrong, string known)
    {
        foreach (string text in Split(option.GetValueOrDefault<string>()).Where(isWrong))
        {
            option.AddError($"`{text}` can't be here; what can: {known}.");
        }
    }

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
