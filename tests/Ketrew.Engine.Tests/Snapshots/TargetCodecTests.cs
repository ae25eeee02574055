using System.Reflection;
using Ketrew.Engine.Snapshots;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Engine.Tests.Snapshots;

public sealed class TargetCodecTests
{
    // What CanBeKept asks for.
    private static readonly string[] _leftOut = [nameof(Target.DoneWhen), nameof(Target.OnSuccess), nameof(Target.OnFailure)];

    private static readonly Target _full = new()
    {
        Id = new TargetId("dir:full"),
        Description = "everything",
        Tags = ["a", "b"],
        Metadata = [new NamedValue("link", "out/index.html")],
        Needs = [new TargetId("other"), new TargetId("dir:third")],
        Inputs = ["in/a", "in/ä b"],
        Outputs = ["out", "log"],
        Steps = [new Step.Shell("echo $HOME", ["bash", "-c"]) { Name = "first" }, new Step.Exec(["cp", "a", "", "\n"]) { Name = "second" }],
        Directory = "dir",
        Environment = [new NamedValue("X", ""), new NamedValue("Y", "1")],
        StandardInput = "in/a",
        StandardOutput = "log",
        Always = true,
        Timeout = TimeSpan.FromSeconds(90),
        Retries = new RetryPolicy(3, TimeSpan.FromSeconds(2), 1.5),
        KeepFailedOutputs = true,
        Equivalence = Equivalence.None,
        Backend = "slurm",
        Host = "alice@cluster",
        Container = new Container("debian:12") { Volumes = ["/data:/data:ro"], Options = ["--memory=1g"] },
        Resources = new ResourceRequest(4, 1L << 33, 1, TimeSpan.FromHours(2)),
        Pools = [new PoolUse("network", 2)],
        Priority = -7,
        Provenance = new Provenance("compile", new SourceSpan("workflow.yaml", 3, 5, 4, 1))
        {
            PluginLine = "Compile.cs:12",
            Plugin = "acme.c",
            PluginSpan = new SourceSpan("workflow.yaml", 1, 1, 1, 9),
            Origin = FieldPath.Stanza / "sources",
            OriginSpan = new SourceSpan("more.yaml", 300, 70, 300, 99),
            Parent = new Provenance("program", null),
        },
    };

    [Fact]
    public void The_example_has_every_property_that_is_kept() => Assert.All(
        typeof(Target).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite && !_leftOut.Contains(property.Name)),
        property => Assert.False(Equals(property.GetValue(_full), property.GetValue(new Target { Id = default })), property.Name));

    [Fact]
    public void Everything_comes_back() => Assert.Equal(_full, Again(_full));

    [Fact]
    public void What_nobody_said_stays_unsaid()
    {
        Target target = new() { Id = new TargetId("bare") };

        Assert.Equal(target, Again(target));
    }

    [Fact]
    public void Conditions_and_what_is_activated_are_not_kept()
    {
        Assert.True(TargetCodec.CanBeKept(_full));
        Assert.False(TargetCodec.CanBeKept(_full with { OnSuccess = [new TargetId("next")] }));
        Assert.False(TargetCodec.CanBeKept(_full with { OnFailure = [new TargetId("next")] }));
        Assert.False(TargetCodec.CanBeKept(_full with { DoneWhen = new Condition.Never() }));
    }

    private static Target Again(Target target)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes);
        TargetCodec.Write(writer, target);
        bytes.Position = 0;
        using BinaryReader reader = new(bytes);
        Target read = TargetCodec.Read(reader);
        Assert.Equal(bytes.Length, bytes.Position);
        return read;
    }
}
