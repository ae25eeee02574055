using Ketrew.Backends.Local;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Running;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Tests.Embedding;

/// <summary>Counts the words of some texts: a plan built by a program, run without workflow file or stanza.</summary>
internal static class Example
{
    /// <summary>Runs what is not done yet in a directory.</summary>
    public static async Task<RunSummary> RunAsync(string directory, string[] texts, IRunObserver observer)
    {
        Plan plan = new()
        {
            Targets = [.. texts.Select(Count), Total(texts)],
        };
        if (!TargetGraph.TryBuild(plan, out TargetGraph? graph, out ValueList<Diagnostic> problems)
            || !graph.TrySelect(["total"], out Selection? selection, out problems))
        {
            throw new ArgumentException(string.Join('\n', problems.Select(problem => problem.Message)), nameof(texts));
        }

        TimeProvider clock = TimeProvider.System;
        NamedValue path = new("PATH", Environment.GetEnvironmentVariable("PATH") ?? "");
        LockOwner owner = new(Environment.ProcessId, Environment.MachineName, clock.GetUtcNow());
        using LocalBackend backend = new([path], Environment.MachineName, clock);
        using StateStore store = StateStore.Open(new ProjectDirectory(directory), owner);
        RunEngine engine = new(store, [backend], clock);
        return await engine.RunAsync(selection, new RunOptions { Jobs = 4 }, observer, new RunControl());
    }

    private static Target Count(string text) => new()
    {
        Id = new TargetId($"count:{text}"),
        Inputs = [text],
        Outputs = [$"out/{text}.count"],
        Steps = [new Step.Shell($"wc -w < {Shell.Quote(text)} > {Shell.Quote($"out/{text}.count")}", ["sh", "-eu", "-c"])],
    };

    // It reads what the others write, so it needs them without saying so.
    private static Target Total(string[] texts) => new()
    {
        Id = new TargetId("total"),
        Inputs = [.. texts.Select(text => ProjectPath.Parse($"out/{text}.count"))],
        StandardOutput = "out/total",
        Steps = [new Step.Shell("cat out/*.count | awk '{ sum += $1 } END { print sum }'", ["sh", "-eu", "-c"])],
        Retries = new RetryPolicy(Count: 1, Delay: TimeSpan.FromSeconds(1), Factor: 2),
    };
}
