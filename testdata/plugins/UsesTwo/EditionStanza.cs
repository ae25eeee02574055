using Ketrew.Sdk;
using Versioned;

namespace UsesTwo;

[Stanza("edition")]
public sealed class EditionStanza : Stanza<EditionStanza.Fields>
{
    public sealed record Fields;

    protected override void Expand(Fields fields, StanzaContext context) =>
        context.Emit(new TargetStanza("edition") { Description = Edition.Text });
}
