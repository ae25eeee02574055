// source: refused; level 2: reaches; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context) => context.Warning($"reached {System.IO.File.ReadAllText("/proc/self/maps").Length}");
}
