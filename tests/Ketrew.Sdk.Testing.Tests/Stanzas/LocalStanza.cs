namespace Ketrew.Sdk.Testing.Tests.Stanzas;

/// <summary>Writes a number as the machine's culture does.</summary>
[Stanza("local")]
public sealed class LocalStanza : Stanza<LocalStanza.Fields>
{
    public sealed record Fields(double Scale);

    protected override void Expand(Fields fields, StanzaContext context) =>
        context.Emit(new TargetStanza("scale") { Exec = ["scale", $"{fields.Scale}"] });
}
