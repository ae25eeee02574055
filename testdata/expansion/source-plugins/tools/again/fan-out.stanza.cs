// The same class, another assembly.
[Stanza("fan-out")]
public sealed class FanOutStanza : Stanza<FanOutStanza.Fields>
{
    public sealed record Fields(ValueList<string> Over);

    protected override void Expand(Fields fields, StanzaContext context) =>
        context.Emit(new GroupStanza($"all-{string.Join('-', fields.Over)}"));
}
