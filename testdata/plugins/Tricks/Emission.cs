using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Tricks;

/// <summary>Emits what it is told, word for word.</summary>
[Stanza("emit")]
public sealed class EmitStanza : Stanza<EmitStanza.Fields>
{
    public sealed record Item(string Kind, Node? Fields = null, string? Into = null);

    public sealed record Fields(ValueList<Located<Item>> Items);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        foreach (Located<Item> item in fields.Items)
        {
            ProjectPath directory = item.Value.Into is { } into ? ProjectPath.Parse(into, context.Directory) : context.Directory;
            context.Emit(new CustomStanza(item.Value.Kind, item.Value.Fields ?? Node.Mapping()), directory, item.Origin);
        }
    }
}

/// <summary>A target for each name, read without a record.</summary>
[Stanza("loose")]
public sealed class LooseStanza : Stanza
{
    protected override void Expand(Node fields, StanzaContext context)
    {
        foreach (FieldNode field in ((MappingNode)fields).Fields)
        {
            if (field.Value is ScalarNode command)
            {
                context.Emit(new TargetStanza(field.Name) { Run = command.Text }, origin: FieldPath.Stanza / field.Name);
            }
            else
            {
                context.Error($"a command is wanted here, not {field.Value.Description}", FieldPath.Stanza / field.Name);
            }
        }
    }
}

/// <summary>Pretends that its lines are those of a file with a nasty name.</summary>
[Stanza("forge")]
public sealed class ForgeStanza : Stanza
{
    protected override void Expand(Node fields, StanzaContext context) =>
        context.Emit(new TargetStanza("forged") { Run = "true" }, null, default, "a\n  - target: { name: smuggled, run: echo }\n\u2028x\u0085.cs", 7);
}
