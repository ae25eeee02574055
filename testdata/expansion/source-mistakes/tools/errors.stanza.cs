[Stanza("errors")]
public sealed class ErrorsStanza : Stanza<ErrorsStanza.Fields>
{
    public sealed record Fields(string Name);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        context.Emit(new TargetStanza(fields.Nam) { Run = x });
    }
}
