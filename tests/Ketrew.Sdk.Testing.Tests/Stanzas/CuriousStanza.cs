using Ketrew.Sdk.Observations;

namespace Ketrew.Sdk.Testing.Tests.Stanzas;

/// <summary>Asks one question of each kind, and uses the answers or doesn't.</summary>
[Stanza("curious")]
public sealed class CuriousStanza : Stanza<CuriousStanza.Fields>
{
    public sealed record Fields(bool Uses);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        string[] seen =
        [
            context.ReadText("a.txt"),
            context.ReadBytes("a.txt").Count.ToString(System.Globalization.CultureInfo.InvariantCulture) + string.Concat(context.ReadBytes("a.txt")),
            context.ReadValue("a.json", "/version") ?? "none",
            string.Join(';', context.Lines("a.txt", "^#")),
            context.Exists("a.txt").ToString(),
            string.Join(';', context.List(".")),
            string.Join(';', context.Glob("*.txt")),
            context.Environment("HOME") ?? "unset",
            context.Platform(PlatformFacet.OperatingSystem),
            context.Platform(PlatformFacet.Architecture),
        ];
        context.Emit(new TargetStanza("look") { Exec = ["echo", .. fields.Uses ? seen : []] });
    }
}
