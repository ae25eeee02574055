// source: refused; level 2: depends; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context) => context.Warning($"reached {System.IO.File.OpenRead($"/proc/{prey.Engine}/mem").Length}");
}
