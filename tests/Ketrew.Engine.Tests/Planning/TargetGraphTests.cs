using Ketrew.Engine.Planning;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;
using static Ketrew.Engine.Tests.Graphs;

namespace Ketrew.Engine.Tests.Planning;

public sealed class TargetGraphTests
{
    [Fact]
    public void An_input_that_another_target_writes_is_a_need()
    {
        TargetGraph graph = Build(Shell("make", "", outputs: ["out/x"]), Shell("use", "", inputs: ["out/x"]));

        Assert.Equal("use <- make", Edges(graph));
    }

    [Fact]
    public void An_input_below_a_directory_that_another_target_writes_is_a_need()
    {
        TargetGraph graph = Build(Shell("make", "", outputs: ["out"]), Shell("use", "", inputs: ["out/deep/x"]));

        Assert.Equal("use <- make", Edges(graph));
    }

    [Fact]
    public void A_standard_input_that_another_target_writes_is_a_need()
    {
        TargetGraph graph = Build(Shell("make", "") with { StandardOutput = "out/x" }, Shell("use", "") with { StandardInput = "out/x" });

        Assert.Equal("use <- make", Edges(graph));
    }

    [Fact]
    public void Needs_by_name_and_by_file_count_once()
    {
        TargetGraph graph = Build(Shell("make", "", outputs: ["x", "y"]), Shell("use", "", inputs: ["x", "y"], needs: ["make"]));

        Assert.Equal("use <- make", Edges(graph));
    }

    [Fact]
    public void A_target_that_reads_what_it_writes_does_not_need_itself()
    {
        TargetGraph graph = Build(Shell("update", "", inputs: ["x"], outputs: ["x"]));

        Assert.Equal("", Edges(graph));
    }

    [Fact]
    public void The_order_puts_needs_first()
    {
        TargetGraph graph = Build(Shell("a", "", needs: ["b"]), Shell("b", "", needs: ["c"]), Shell("c", ""));

        Assert.Equal("c b a", Names(graph, graph.Order));
    }

    [Fact]
    public Task Everything_that_is_wrong_is_said_at_once() => Verify(Problems(
        Shell("compile", "", outputs: ["out/a"], needs: ["fetsch"]),
        Shell("compile", "", outputs: ["out/b"]),
        Shell("fetch", "", outputs: ["out/a"]),
        Shell("pack", "", outputs: ["dist"]),
        Shell("sign", "", outputs: ["dist/app.sig"]),
        Shell("test", "", needs: ["something-else"])));

    [Fact]
    public Task Many_outputs_in_one_of_another_target_are_one_problem() => Verify(Problems(
        Shell("program", "", outputs: ["build/lua"]),
        Shell("a", "", outputs: ["build/lua/a.o", "build/lua/a.d"]),
        Shell("b", "", outputs: ["build/lua/b.o"])));

    [Fact]
    public Task Cycles_are_printed_as_paths() => Verify(Problems(
        Shell("a", "", needs: ["b"]),
        Shell("b", "", inputs: ["c.txt"]),
        Shell("c", "", outputs: ["c.txt"], needs: ["a"]),
        Shell("d", "", needs: ["d"]),
        Shell("e", "", needs: ["a"])));

    [Fact]
    public Task A_problem_of_an_emitted_target_is_told_where_a_person_wrote_the_stanza()
    {
        Provenance written = new("pipeline", new SourceSpan("workflow.yaml", 7, 5, 7, 13));
        Provenance emitted = new("word-count", null)
        {
            Parent = written,
            PluginLine = "PipelineStanza.cs:14",
            PluginSpan = new SourceSpan("workflow.yaml", 2, 3, 2, 20),
        };
        Provenance deep = new("target", null) { Parent = emitted, PluginLine = "WordCountStanza.cs:9" };

        return Verify(Problems(Shell("t", "", needs: ["nothing"]) with { Provenance = deep }));
    }

    [Fact]
    public async Task Defaults_that_do_not_exist_are_refused()
    {
        Plan plan = new() { Targets = [Shell("build", "")], Defaults = [new TargetId("biuld")] };

        bool isBuilt = TargetGraph.TryBuild(plan, out _, out ValueList<Diagnostic> diagnostics);

        Assert.False(isBuilt);
        await Verify(Print(diagnostics));
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_targets_is_no_problem()
    {
        Target[] targets = [.. Enumerable.Range(0, 100_000).Select(i => Shell($"t{i:000000}", "", needs: i == 0 ? [] : [$"t{i - 1:000000}"]))];

        TargetGraph graph = Build(targets);

        Assert.Equal(99_999, graph.Order[^1]);
    }

    private static string Edges(TargetGraph graph) => string.Join(
        '\n',
        Enumerable.Range(0, graph.Count)
            .Where(target => graph.Needs(target).Length > 0)
            .Select(target => $"{graph[target].Id} <- {Names(graph, graph.Needs(target).ToArray())}"));

    private static string Names(TargetGraph graph, IEnumerable<int> targets) => string.Join(' ', targets.Select(target => graph[target].Id));
}
