using Ketrew.Expander.Printing;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Tests.Language;

public sealed class EmittedTargetTests
{
    private static readonly TargetStanza _stanza = new("fetch")
    {
        Run = "curl -o raw.csv example.org",
        DoneWhen = new Condition.All(
        [
            new Condition.Exists(["sub/raw.csv", "/data/index", "top.txt"]),
            new Condition.Size("sub/raw.csv", 10_000_000_000),
            new Condition.Command(new Step.Shell("head -n 1 raw.csv | grep -q id"), 0),
            new Condition.Command(new Step.Exec(["test", "-L", "1"]), 1),
        ]),
        Equivalence = Equivalence.None,
        OnSuccess = ["report", ":all"],
        OnFailure = ["report"],
        Backend = "daemonize",
        Host = "ssh://me@there/scratch",
        Container = new("alpine") { Volumes = ["/data"], Options = ["--network=none"] },
        Resources = new(Cpus: 4, MemoryBytes: 1 << 30, Time: TimeSpan.FromHours(2)),
        Pools = [new("network", 3), new("license")],
        Priority = -1,
    };

    [Fact]
    public async Task Fields_are_written_as_a_person_would_write_them() => await Verify(Print(_stanza));

    [Fact]
    public void What_is_written_means_what_was_emitted()
    {
        Target target = Lower(_stanza);

        Assert.Equal(Equivalence.None, target.Equivalence);
        Assert.Equal(["sub:report", "all"], target.OnSuccess.Select(id => id.Value));
        Assert.Equal(["sub:report"], target.OnFailure.Select(id => id.Value));
        Assert.Equal("daemonize@ssh://me@there/scratch", target.BackendName());
        Assert.Equal(_stanza.Container, target.Container);
        Assert.Equal(_stanza.Resources, target.Resources);
        Assert.Equal([new PoolUse("license", 1), new PoolUse("network", 3)], target.Pools);
        Assert.Equal(-1, target.Priority);
        Assert.Equal(4, Assert.IsType<Condition.All>(target.DoneWhen).Conditions.Count);
    }

    [Fact]
    public void What_is_left_out_has_the_defaults_of_the_directory_and_an_empty_list_of_pools_takes_none()
    {
        Target left = Lower(new TargetStanza("fetch") { Run = "echo" });
        Target empty = Lower(new TargetStanza("fetch") { Run = "echo", Pools = [] });

        Assert.Equal(("local", 5), (left.Backend, left.Priority));
        Assert.Equal([new PoolUse("network", 1)], left.Pools);
        Assert.Empty(empty.Pools);
    }

    [Fact]
    public void A_group_activates_targets_too()
    {
        Node fields = new GroupStanza("all") { OnSuccess = ["report"], OnFailure = [":all"] }.ToFields("sub");

        Assert.Equal("name: all\non_success:\n  - report\non_failure:\n  - \":all\"\n", YamlPrinter.Print(fields));
    }

    private static string Print(TargetStanza stanza) => YamlPrinter.Print(Node.Mapping((stanza.Kind, stanza.ToFields("sub"))));

    private static Target Lower(TargetStanza stanza)
    {
        WorkflowFiles files = new(new()
        {
            ["workflow.yaml"] = "ketrew: 1\ndirectories: [sub]\npools: { network: 3, license: 1 }\nstanzas: [{ group: { name: all } }]\n",
            ["sub/workflow.yaml"] =
                "defaults: { backend: local, priority: 5, pools: network }\nstanzas:\n"
                + YamlPrinter.PrintItem(new Ketrew.Expander.Language.StanzaNode(stanza.Kind, null, stanza.ToFields("sub"), null))
                + "  - group: { name: report }\n",
        });
        return files.Lower().Targets.Single(target => target.Id.Value == "sub:fetch");
    }
}
