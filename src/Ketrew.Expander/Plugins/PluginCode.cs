using Ketrew.Expander.Hosting;
using Ketrew.Sdk;

namespace Ketrew.Expander.Plugins;

/// <summary>Code that expands stanzas, looked at without running any of it.</summary>
/// <param name="Identity">Hexadecimal digest of everything that decides what it does, the SDK's version too; the same on every machine.</param>
/// <param name="Stanzas">In ordinal order of the names; each name once.</param>
/// <param name="Hosted">What a host process is given of it.</param>
internal sealed record PluginCode(string Identity, ValueList<DeclaredStanza> Stanzas, HostedPlugin Hosted);
