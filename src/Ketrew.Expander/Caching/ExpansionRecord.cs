using Ketrew.Expander.Hosting;
using Ketrew.Sdk;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Caching;

/// <summary>One finished expansion: what it was asked, what it saw, what it gave. Depends on no machine and no absolute path.</summary>
/// <param name="Key">The weak key: everything that is known before the first question.</param>
/// <param name="Subject">Whose expansion it is, to say why a key is new.</param>
/// <param name="Observations">In the order asked.</param>
/// <param name="Stanzas">What it emitted, in order.</param>
/// <param name="Diagnostics">What it reported, in order.</param>
internal sealed record ExpansionRecord(
    Digest Key,
    ExpansionSubject Subject,
    ValueList<Observation> Observations,
    ValueList<EmittedItem> Stanzas,
    ValueList<StanzaDiagnostic> Diagnostics)
{
    /// <summary>What kept the plugin from learning anything else. Default: a linked stanza, which nothing keeps.</summary>
    public SandboxLevel Sandbox { get; init; }
}

/// <summary>Whose expansion a record is.</summary>
/// <param name="Stanza">The kind.</param>
/// <param name="Directory">Where it stands.</param>
/// <param name="Identity">The digest of the plugin with its arguments and allowance.</param>
internal sealed record ExpansionSubject(string Stanza, string Directory, string Identity);
