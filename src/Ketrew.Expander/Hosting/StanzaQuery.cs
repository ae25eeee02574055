using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Hosting;

/// <summary>One stanza to expand.</summary>
/// <param name="Plugin">Whose stanza it is.</param>
/// <param name="Stanza">The stanza's own name, without the plugin's prefix.</param>
/// <param name="Directory">Where it stands.</param>
/// <param name="Fields">What the user wrote below the name.</param>
/// <param name="Arguments">The <c>args</c> of the <c>plugins:</c> entry; an empty mapping when there are none.</param>
internal sealed record StanzaQuery(HostedPlugin Plugin, string Stanza, ProjectPath Directory, Node Fields, Node Arguments);
