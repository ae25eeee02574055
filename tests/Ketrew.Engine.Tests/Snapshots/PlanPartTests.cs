using System.Diagnostics.CodeAnalysis;
using FsCheck;
using FsCheck.Fluent;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Snapshots;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Tests.Snapshots;

[SuppressMessage("Security", "CA5394", Justification = "It is a shape, not a secret.")]
public sealed class PlanPartTests
{
    [Fact]
    public void It_has_what_reads_a_changed_file_what_needs_that_and_what_these_need()
    {
        PlanPart part = PartOf(
            "one.src",
            Graphs.Shell("one", "", ["one.src"], ["one.out"]),
            Graphs.Shell("two", "", ["two.src"], ["two.out"]),
            Graphs.Shell("below", "", ["below.src"], ["below.out"], ["two"]),
            Graphs.Shell("three", "", ["one.out", "below.out"], ["three.out"]),
            Graphs.Shell("four", "", ["two.out"], ["four.out"]));

        Assert.Equal("below* one three", Tell(part));
        Assert.Equal(2, part.UpToDateElsewhere);
    }

    [Fact]
    public void Of_what_a_last_group_needs_it_has_what_was_touched()
    {
        PlanPart part = PartOf(
            "3.src", [.. Enumerable.Range(0, 50).Select(i => Graphs.Shell($"{i:D2}", "", [$"{i}.src"], [$"{i}.out"])), Graphs.Group("all", [.. Enumerable.Range(0, 50).Select(i => $"{i:D2}")])]);

        Assert.Equal("03 all", Tell(part));
        Assert.Equal(49, part.UpToDateElsewhere);
    }

    [Fact]
    public void What_a_group_stands_for_counts_where_somebody_needs_the_group()
    {
        PlanPart part = PartOf(
            "one.src",
            Graphs.Shell("one", "", ["one.src"], ["one.out"]),
            Graphs.Shell("two", "", ["two.src"], ["two.out"]),
            Graphs.Group("both", "one", "two"),
            Graphs.Shell("after", "", [], ["after.out"], ["both"]));

        Assert.Equal("after both one two*", Tell(part));
    }

    [Fact]
    public void Whatever_changes_a_touched_target_needs_in_the_part_what_it_needs_in_the_plan() =>
        Prop.ForAll(AnyPlan().ToArbitrary(), plan =>
        {
            TargetGraph graph = Graphs.Build(plan);
            string changed = $"{plan.Targets[plan.Targets.Count / 2].Id}.src";
            PlanPart part = PartOf(changed, [.. plan.Targets]);
            foreach (int target in part.Graph.Order)
            {
                Target found = part.Graph[target];
                bool isWhole = found.Steps.IsEmpty || part.Settled.Contains(found.Id)
                    || (graph.TryFind(found.Id, out int whole) && Names(graph, graph.Needs(whole)).SequenceEqual(Names(part.Graph, part.Graph.Needs(target))));
                Assert.True(isWhole, found.Id.Value);
            }
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_section_that_somebody_made_up_breaks_nothing()
    {
        TargetGraph graph = Graphs.Build(
            new Plan
            {
                Targets = [Graphs.Shell("one", "x", ["one.src"], ["one.out"]) with { Pools = [new PoolUse("p")], Provenance = new Provenance("one", null) }, Graphs.Group("all", "one")],
                Pools = [new PoolLimit("p", 2)],
            });
        Assert.True(graph.TrySelect([], out Selection? selection, out _));
        byte[] whole = PlanSectionWriter.Write(selection, Enumerable.Range(0, graph.FileCount).ToLookup(file => file));
        bool[] changed = [.. Enumerable.Repeat(true, graph.FileCount)];
        Random random = new(7);
        int read = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] forged = [.. whole];
            random.NextBytes(forged.AsSpan(random.Next(forged.Length - 8), random.Next(1, 9)));
            read += TryRead(forged, graph.FileCount, changed) ? 1 : 0;
        }

        Assert.True(TryRead(whole, graph.FileCount, changed));
        Assert.InRange(read, 1, 19_999);
    }

    private static unsafe bool TryRead(byte[] section, int entryCount, bool[] changed)
    {
        fixed (byte* start = section)
        {
            try
            {
                return PlanSection.TryRead(start, section.Length, entryCount) is { } found && PlanPart.Of(found, changed, default) is not null;
            }
            catch (Exception failure) when (failure is IOException or FormatException)
            {
                return false;
            }
        }
    }

    // Layers of targets and groups: each needs some of what came before, by name or by file.
    private static Gen<Plan> AnyPlan() =>
        from count in Gen.Choose(2, 25)
        from shapes in Gen.ArrayOf(Gen.Choose(0, int.MaxValue), count)
        select new Plan { Targets = [.. shapes.Select((shape, i) => AnyTarget(new Random(shape), i))] };

    private static Target AnyTarget(Random random, int index)
    {
        string[] before = [.. Enumerable.Range(0, index).Where(_ => random.Next(3) == 0).Select(Name)];
        return random.Next(4) == 0 && index > 0
            ? Graphs.Group(Name(index), before)
            : Graphs.Shell(
                Name(index),
                "",
                [$"{Name(index)}.src", .. before.Where(_ => random.Next(2) == 0).Select(name => $"{name}.out")],
                [$"{Name(index)}.out"],
                [.. before.Where(_ => random.Next(2) == 0)]);
    }

    private static string Name(int index) => $"t{index:D2}";

    private static IEnumerable<string> Names(TargetGraph graph, ReadOnlySpan<int> targets) => targets.ToArray().Select(target => graph[target].Id.Value);

    // Settled ones with a star.
    private static string Tell(PlanPart part) =>
        string.Join(' ', part.Plan.Targets.Select(target => part.Settled.Contains(target.Id) ? $"{target.Id}*" : target.Id.Value));

    // Every file is an entry of its own.
    private static unsafe PlanPart PartOf(string changed, params Target[] targets)
    {
        TargetGraph graph = Graphs.Build(targets);
        Assert.True(graph.TrySelect([], out Selection? selection, out _));
        byte[] section = PlanSectionWriter.Write(selection, Enumerable.Range(0, graph.FileCount).ToLookup(file => file));
        bool[] isChanged = [.. Enumerable.Range(0, graph.FileCount).Select(file => graph.File(file).Value == changed)];
        fixed (byte* start = section)
        {
            return PlanPart.Of(PlanSection.TryRead(start, section.Length, graph.FileCount)!, isChanged, default)!;
        }
    }
}
