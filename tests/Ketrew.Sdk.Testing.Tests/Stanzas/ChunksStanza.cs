namespace Ketrew.Sdk.Testing.Tests.Stanzas;

/// <summary>One target for each chunk that a target wrote, with the files that a tool finds in it.</summary>
[Stanza("chunks")]
public sealed class ChunksStanza : Stanza<ChunksStanza.Fields>
{
    public sealed record Fields(string Of, ProjectPath List);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        foreach (string chunk in context.OutputOf(fields.Of, fields.List).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            context.Emit(new TargetStanza($"see-{chunk}") { Exec = ["echo", context.RunTool("scan", [chunk], ["a.txt"]).Trim()] });
        }
    }
}
