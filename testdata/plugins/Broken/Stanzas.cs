using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Broken;

[Stanza("twice")]
public sealed class FirstStanza : Silent;

[Stanza("twice")]
public sealed class SecondStanza : Silent;

[Stanza("needs-a-name")]
public sealed class ParameterStanza(string name) : Silent
{
    public string Name => name;
}

[Stanza("half-done")]
public abstract class AbstractStanza : Silent;

[Stanza("no-stanza")]
public sealed class Unrelated;

[Stanza("Big Name")]
public sealed class BadlyNamedStanza : Silent;

[Stanza("target")]
public sealed class VanillaStanza : Silent;

[Stanza("generic")]
public sealed class GenericStanza<T> : Silent;

public abstract class Silent : Stanza
{
    protected override void Expand(Node fields, StanzaContext context)
    {
    }
}
