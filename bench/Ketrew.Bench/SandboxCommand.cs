using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Ketrew.Bench.Sandbox;
using Ketrew.Bench.Tools;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Bench;

/// <summary>The verb <c>sandbox</c>: what the sandbox adds to the start of a plugin host, and questions from inside of it.</summary>
internal static class SandboxCommand
{
    private static readonly Option<int> _runs = new("--runs") { Description = "Hosts of each kind; they take turns.", DefaultValueFactory = _ => 20 };
    private static readonly Option<int> _questions = new("--questions") { Description = "Questions of one stanza.", DefaultValueFactory = _ => 10_000 };

    private static readonly (string Name, int? Level)[] _kinds = [("without", null), ("level 2", 2), ("level 3", 3)];

    /// <summary>The verb with its options.</summary>
    public static Command Create()
    {
        Command command = new("sandbox", "Starts plugin hosts with and without a sandbox, and asks from inside of it.") { _runs, _questions };
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult parsed)
    {
        string host = Path.Combine(Path.GetDirectoryName(KetrewProgram.Find(null))!, "plugin-host", "Ketrew.PluginHost.dll");
        Dictionary<string, List<Start>> starts = _kinds.ToDictionary(kind => kind.Name, _ => new List<Start>());
        for (int i = 0; i < parsed.GetValue(_runs); i++)
        {
            foreach ((string name, int? level) in _kinds)
            {
                starts[name].Add(Measure(host, level));
            }
        }

        foreach ((string name, int? level) in _kinds)
        {
            TimeSpan asking = Ask(host, level, parsed.GetValue(_questions));
            double[] whole = [.. starts[name].Select(start => start.Whole.TotalMilliseconds).Order()];
            double[] computed = [.. starts[name].Select(start => start.Computed.TotalMilliseconds).Order()];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-8} ready after {whole[whole.Length / 2]:0} ms (median), {whole[0]:0} ms (least); computed {computed[computed.Length / 2]:0} ms, {computed[0]:0} ms; {parsed.GetValue(_questions)} questions {asking.TotalSeconds:0.00} s"));
        }
    }

    private static Start Measure(string host, int? level)
    {
        long begun = Stopwatch.GetTimestamp();
        using HostRun run = new(host, level);
        run.ComeUp();
        _ = run.Confine();
        return new Start(Stopwatch.GetElapsedTime(begun), run.ProcessorTime);
    }

    private static TimeSpan Ask(string host, int? level, int questions)
    {
        using HostRun run = new(host, level);
        run.ComeUp();
        PluginFile plugin = run.Compile();
        if (run.Confine() != (level ?? 2))
        {
            throw new InvalidOperationException($"This machine has no sandbox level {level}: see `ketrew doctor`.");
        }

        run.Load(plugin);
        run.Ask(100);
        long begun = Stopwatch.GetTimestamp();
        run.Ask(questions);
        return Stopwatch.GetElapsedTime(begun);
    }

    // From the start of the process to the closed sandbox.
    private sealed record Start(TimeSpan Whole, TimeSpan Computed);
}
