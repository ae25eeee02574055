using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Ketrew.Bench.Measuring;
using Ketrew.Bench.Tools;

namespace Ketrew.Bench;

/// <summary>The verb <c>graph</c>: one graph, several tools, a table for each size.</summary>
internal static class GraphCommand
{
    private static readonly Option<string> _sizes = new("--sizes") { Description = "Numbers of targets.", DefaultValueFactory = _ => "1000,10000" };
    private static readonly Option<string> _tools = new("--tools")
    {
        Description = "Who builds it.",
        DefaultValueFactory = _ => "ketrew,ninja,make,dune,snakemake",
    };

    private static readonly Option<int> _runs = new("--runs") { Description = "Rounds; medians are shown.", DefaultValueFactory = _ => 3 };
    private static readonly Option<int> _jobs = new("--jobs", "-j") { Description = "Commands at a time.", DefaultValueFactory = _ => 2 };
    private static readonly Option<int> _limit = new("--limit") { Description = "Seconds after which a run is given up.", DefaultValueFactory = _ => 120 };
    private static readonly Option<string?> _ketrew = new("--ketrew") { Description = "The executable to measure. Default: that of this repository." };
    private static readonly Option<bool> _markdown = new("--markdown") { Description = "Print Markdown." };

    private static readonly Dictionary<string, Func<string?, Tool>> _known = new(StringComparer.Ordinal)
    {
        ["ketrew"] = program => new KetrewTool(KetrewProgram.Find(program)),
        ["ninja"] = _ => new NinjaTool(),
        ["make"] = _ => new MakeTool(),
        ["dune"] = _ => new DuneTool(),
        ["snakemake"] = _ => new SnakemakeTool(),
    };

    /// <summary>The verb with its options.</summary>
    public static Command Create()
    {
        Command command = new("graph", "Builds one layered graph with several tools and prints the times side by side.")
        {
            _sizes, _tools, _runs, _jobs, _limit, _ketrew, _markdown,
        };
        _tools.Validators.Add(RejectUnknownTools);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        GraphOptions options = new()
        {
            Runs = parsed.GetValue(_runs),
            Jobs = parsed.GetValue(_jobs),
            Limit = TimeSpan.FromSeconds(parsed.GetValue(_limit)),
        };
        Tool[] tools = Installed(parsed);
        using TemporaryFolder folder = new();
        GraphBenchmark benchmark = new(options, folder.FullPath);
        bool right = true;
        foreach (int size in Split(parsed.GetRequiredValue(_sizes)).Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
        {
            Table table = benchmark.Measure(tools, size);
            Print(table, size, options, parsed.GetValue(_markdown));
            right &= !table.HasProblem("ketrew");
        }

        return right ? 0 : 1;
    }

    private static Tool[] Installed(ParseResult parsed)
    {
        Tool[] wanted = [.. Split(parsed.GetRequiredValue(_tools)).Select(name => _known[name](parsed.GetValue(_ketrew)))];
        Tool[] installed = [.. wanted.Where(tool => tool.Find() is not null)];
        foreach (Tool tool in wanted.Except(installed))
        {
            Console.WriteLine($"skipped, not installed: {tool.Name}");
        }

        Console.WriteLine($"{Environment.ProcessorCount} cores; {string.Join("; ", installed.Select(ToolVersion.Of))}");
        return installed;
    }

    private static void RejectUnknownTools(OptionResult tools)
    {
        foreach (string name in Split(tools.GetValueOrDefault<string>()).Where(name => !_known.ContainsKey(name)))
        {
            tools.AddError($"There is no tool `{name}` here; there are {string.Join(", ", _known.Keys)}.");
        }
    }

    private static void Print(Table table, int size, GraphOptions options, bool markdown)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{size} targets, {options.Jobs} jobs; seconds, median of {options.Runs} (times ninja's)\n"));
        Console.Write(markdown ? table.ToMarkdown("ninja") : table.ToText("ninja"));
    }

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
