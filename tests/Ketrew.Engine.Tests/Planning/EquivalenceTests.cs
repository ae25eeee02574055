using Ketrew.Engine.Planning;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using static Ketrew.Engine.Tests.Graphs;

namespace Ketrew.Engine.Tests.Planning;

public sealed class EquivalenceTests
{
    private static readonly Condition _exists = new Condition.Exists([new HostPath("tool/bin")]);

    [Fact]
    public void Targets_with_one_condition_are_one_target_and_the_first_runs()
    {
        TargetGraph graph = Build(
            Shell("a", "install", outputs: ["tool"]) with { DoneWhen = _exists },
            Shell("b", "install too", outputs: ["tool"]) with { DoneWhen = new Condition.Exists([new HostPath("tool/bin")]) },
            Shell("user", "x", needs: ["b"]));

        Assert.Equal(0, graph.Twin(1));
        Assert.Null(graph.Twin(0));
        Assert.Empty(graph[1].Steps);
        Assert.Equal([0], graph.Needs(1).ToArray());
    }

    [Fact]
    public void Who_wants_none_is_merged_with_nobody()
    {
        TargetGraph graph = Build(
            Shell("a", "x") with { DoneWhen = _exists }, Shell("b", "x") with { DoneWhen = _exists, Equivalence = Equivalence.None });

        Assert.Null(graph.Twin(1));
    }

    [Fact]
    public void A_command_asks_something_else_in_another_directory()
    {
        Condition command = new Condition.Command(new Step.Exec(["test", "-e", "x"]), 0);
        TargetGraph graph = Build(
            Shell("a", "x") with { DoneWhen = command, Directory = "one" },
            Shell("b", "x") with { DoneWhen = command, Directory = "two" },
            Shell("c", "x") with { DoneWhen = command, Directory = "one" });

        Assert.Null(graph.Twin(1));
        Assert.Equal(0, graph.Twin(2));
    }

    [Fact]
    public void What_is_never_done_is_not_the_same_as_anything()
    {
        TargetGraph graph = Build(Shell("a", "x") with { DoneWhen = new Condition.Never() }, Shell("b", "x") with { DoneWhen = new Condition.Never() });

        Assert.Null(graph.Twin(1));
    }

    [Fact]
    public void A_cycle_that_only_merging_makes_says_so() => Assert.Equal(
        """
        KG004 -: targets need each other: a -> b -> a
          hint: `b` has the same condition as `a`, so they are one; give it `equivalence: none`
        """,
        Problems(Shell("a", "x", needs: ["b"]) with { DoneWhen = _exists }, Shell("b", "x") with { DoneWhen = _exists }));

    [Fact]
    public Task Unknown_side_targets_and_pools_are_refused() => Verify(Problems(
        Shell("a", "x") with { OnSuccess = [new("cleen")], OnFailure = [new("nobody")], Pools = [new PoolUse("licence", 1)] },
        Shell("clean", "x")));

    [Fact]
    public Task Who_takes_more_than_there_is_could_never_run()
    {
        Plan plan = new() { Targets = [Shell("a", "x") with { Pools = [new PoolUse("p", 3)] }], Pools = [new PoolLimit("p", 2)] };

        _ = TargetGraph.TryBuild(plan, out _, out ValueList<Sdk.Diagnostics.Diagnostic> diagnostics);

        return Verify(Print(diagnostics));
    }
}
