[Stanza("fan-out")]
public sealed class FanOutStanza : Stanza<FanOutStanza.Fields>
{
    public sealed record Fields(ValueList<string> Over);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        foreach (string item in fields.Over)
        {
            context.Emit(new GroupStanza($"one-{item}"));
        }
    }
}
