using System.Collections;
using System.CommandLine;
using System.Globalization;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Local;
using Ketrew.Bench.Engine;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Bench;

/// <summary>The verb <c>engine</c>: the engine as a library, without workflow files and, but for one measurement, without processes.</summary>
internal static class EngineCommand
{
    private static readonly Option<int> _targets = new("--targets") { Description = "Number of targets.", DefaultValueFactory = _ => 100_000 };
    private static readonly Option<int> _attempts = new("--attempts") { Description = "Attempts whose end is awaited.", DefaultValueFactory = _ => 50 };

    /// <summary>The verb with its options.</summary>
    public static Command Create()
    {
        Command command = new("engine", "Measures planning, storing, and how soon the end of an attempt is noticed.") { _targets, _attempts };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ParseResult parsed)
    {
        int targets = parsed.GetValue(_targets);
        using TemporaryFolder folder = new();
        EngineBenchmark benchmark = new(folder.FullPath);
        (TimeSpan planning, long peak) = benchmark.Plan(targets);
        Print($"planning {targets} targets", $"{planning.TotalSeconds:0.000} s, peak {peak / 1e6:0} MB");
        (TimeSpan run, int transitions) = await benchmark.RunAsync(targets);
        Print($"a run of {targets} that take no time", $"{run.TotalSeconds:0.000} s, {transitions / run.TotalSeconds:0} stored changes per second");
        ValueList<NamedValue> variables = BaseEnvironment.Select(Variables());
        using LocalBackend local = new(variables, Environment.MachineName, TimeProvider.System);
        DaemonizeBackend daemonize = new(Path.Combine(folder.FullPath, "playgrounds"), variables, Environment.MachineName, TimeProvider.System);
        foreach (IBackend backend in (IBackend[])[local, daemonize])
        {
            await NoticeAsync(benchmark, backend, parsed.GetValue(_attempts));
        }
    }

    private static async Task NoticeAsync(EngineBenchmark benchmark, IBackend backend, int attempts)
    {
        TimeSpan[] delays = await benchmark.NoticeAsync(backend, attempts);
        Print(
            $"the end of an attempt is noticed ({backend.Name})",
            $"after {delays[delays.Length / 2].TotalMilliseconds:0.0} ms (median), {delays[^1].TotalMilliseconds:0.0} ms (the last of {delays.Length})");
    }

    private static void Print(FormattableString what, FormattableString result) =>
        Console.WriteLine($"{what.ToString(CultureInfo.InvariantCulture),-48} {result.ToString(CultureInfo.InvariantCulture)}");

    private static IEnumerable<KeyValuePair<string, string>> Variables() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));
}
