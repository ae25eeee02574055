using Ketrew.Sdk;

namespace Tricks;

/// <summary>Asks for files of sites, and emits the answer.</summary>
[Stanza("ask-site")]
public sealed class AskSiteStanza : Stanza<AskSiteStanza.Fields>
{
    public sealed record Fields(string Package, string Site, string? Text = null, string? Maybe = null, string? Files = null, string Name = "answer");

    protected override void Expand(Fields fields, StanzaContext context) => context.Emit(new TargetStanza(fields.Name)
    {
        Run = "true",
        Description = fields switch
        {
            { Text: { } path } => context.SiteText(fields.Package, fields.Site, path),
            { Maybe: { } path } => context.TrySiteText(fields.Package, fields.Site, path) ?? "missing",
            { Files: { } pattern } => string.Join('|', context.SiteFiles(fields.Package, fields.Site, pattern)),
            _ => "nothing asked",
        },
    });
}
