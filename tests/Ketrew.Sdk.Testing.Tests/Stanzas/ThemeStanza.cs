namespace Ketrew.Sdk.Testing.Tests.Stanzas;

/// <summary>Shows a theme, and which there are.</summary>
[Stanza("theme")]
public sealed class ThemeStanza : Stanza<ThemeStanza.Fields>
{
    /// <param name="Name">The theme.</param>
    public sealed record Fields(string Name = "default");

    protected override void Expand(Fields fields, StanzaContext context)
    {
        string layout = context.SiteText("acme.gui", "themes", $"{fields.Name}/layout.css");
        context.Emit(new TargetStanza("theme") { Exec = ["echo", layout, .. context.SiteFiles("acme.gui", "themes", "*/layout.css")] });
    }
}
