using Ketrew.Sdk;

namespace Polite;

/// <summary>A word of thanks: an assembly may hold stanzas and backends.</summary>
[Stanza("thanks")]
public sealed class ThanksStanza : Stanza<ThanksStanza.Fields>
{
    /// <param name="To">Whom.</param>
    public sealed record Fields(string To);

    protected override void Expand(Fields fields, StanzaContext context) =>
        context.Emit(new TargetStanza("thanks") { Exec = ["echo", $"thank you, {fields.To}"] });
}
