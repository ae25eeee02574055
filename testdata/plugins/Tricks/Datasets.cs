using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Tricks;

/// <summary>Data that must be there, and what is made of it unless somebody made it already.</summary>
[Stanza("dataset")]
public sealed class DatasetStanza : Stanza<DatasetStanza.Fields>
{
    public sealed record Fields(string Name, HostPath Data, string Import);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        ProjectPath table = context.Directory / "tables" / $"{fields.Name}.db";
        context.Emit(new TargetStanza($"{fields.Name}-data") { DoneWhen = new Condition.Exists([fields.Data]) });
        context.Emit(new TargetStanza(fields.Name)
        {
            Needs = [$"{fields.Name}-data"],
            Run = fields.Import,
            DoneWhen = new Condition.All([new Condition.Size(table, 1), new Condition.Command(new Step.Shell($"grep -q {Shell.Quote(fields.Name)} catalogue"), 0)]),
            Equivalence = Equivalence.None,
            OnSuccess = ["imported"],
            OnFailure = [$"{fields.Name}-clean"],
            Backend = "daemonize",
            Pools = [new("database"), new("network", 2)],
            Priority = 5,
        });
        context.Emit(new TargetStanza($"{fields.Name}-clean") { Exec = ["rm", "-f", table.RelativeTo(context.Directory)], Pools = [] });
        context.Emit(new GroupStanza("imported") { OnFailure = [$"{fields.Name}-clean"] });
    }
}
