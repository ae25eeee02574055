// source: refused; level 2: stays open; level 3: stays open
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        string constant = "constant";
        System.Runtime.InteropServices.MemoryMarshal.AsMemory(constant.AsMemory()).Span[0] = 'C';
        context.Warning($"open {constant}");
    }
}
