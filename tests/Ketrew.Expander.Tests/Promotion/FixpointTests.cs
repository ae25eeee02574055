using FsCheck;
using FsCheck.Fluent;
using Ketrew.Expander.Promotion;
using Ketrew.Expander.Tests.Expansion;
using Ketrew.Sdk.Planning;

namespace Ketrew.Expander.Tests.Promotion;

public sealed class FixpointTests
{
    [Fact]
    public void What_is_promoted_means_the_same_and_is_promoted_again_without_a_difference() =>
        Prop.ForAll(RandomWorkflow.Any, workflow => Check(workflow).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public async Task A_promoted_workflow_finds_the_promoted_files_of_its_directories_whatever_it_is_called()
    {
        using TrickProject project = new();
        project.Write("other.yaml", "ketrew: 1\nplugins: [{ assembly: lib/Tricks.dll }]\ndirectories: [sub]\nstanzas: []\n");
        project.Write("sub/workflow.yaml", "stanzas:\n  - loose: { a: echo }\n");
        Promote(await project.ExpandAsync("other.yaml"));
        Directory.Delete(project["lib"], recursive: true);

        Plan plan = await project.PlanAsync("other.expanded.yaml");

        Assert.True(File.Exists(project["sub/other.expanded.yaml"]));
        Assert.Equal(["sub:a"], plan.Ids());
    }

    [Fact]
    public async Task Conditions_pools_and_side_targets_of_a_plugin_mean_the_same_without_it()
    {
        using TrickProject project = new();
        project.Write("workflow.yaml", "ketrew: 1\nplugins: [{ assembly: lib/Tricks.dll }]\ndirectories: [sub]\npools: { network: 4 }\nstanzas: []\n");
        project.Write("sub/workflow.yaml", "pools: { database: 1 }\ndefaults: { pools: network }\nstanzas:\n  - dataset: { name: d, data: ../../d.csv, import: ./import }\n");
        Plan plan = await project.PlanAsync();
        Promote(await project.ExpandAsync());
        Directory.Delete(project["lib"], recursive: true);

        Plan promoted = await project.PlanAsync("workflow.expanded.yaml");

        Assert.Equal(new Condition.Exists(["../d.csv"]), promoted.Targets.Single(target => target.Id.Value == "sub:d-data").DoneWhen);
        Assert.Equal(plan.WithoutProvenance(), promoted.WithoutProvenance());
    }

    private static async Task Check(RandomWorkflow workflow)
    {
        using TrickProject project = new();
        workflow.WriteTo(project);
        project.Write("x.in", "").Write("parts/a/y.in", "").Write("s1-a.txt", "").Write("parts/b c/s2-b.txt", "");

        Plan written = await project.PlanAllowingWarningsAsync("workflow.yaml");
        Promote(await project.ExpandAsync());
        ExpansionResult promoted = await project.ExpandAsync("workflow.expanded.yaml");
        ExpansionResult again = await project.ExpandAsync();

        Assert.Empty(promoted.Stanzas);
        Assert.Equal(written.WithoutProvenance(), promoted.Plan?.WithoutProvenance());
        Assert.All(again.Files.Value, file => Assert.Equal(PromotionState.Current, file.Compare()));
    }

    private static void Promote(ExpansionResult result) => PromotedTree.Apply(result.Files.Value, []);
}
