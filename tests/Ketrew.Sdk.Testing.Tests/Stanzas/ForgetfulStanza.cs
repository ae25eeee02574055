namespace Ketrew.Sdk.Testing.Tests.Stanzas;

/// <summary>Does something else each time: what it counts isn't asked for.</summary>
[Stanza("forgetful")]
public sealed class ForgetfulStanza : Stanza<ForgetfulStanza.Fields>
{
    private static int _expansions;

    public sealed record Fields;

    protected override void Expand(Fields fields, StanzaContext context) =>
        context.Emit(new TargetStanza("count") { Exec = ["echo", $"{++_expansions % 1000}"] });
}
