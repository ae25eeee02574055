// source: refused; level 2: fails; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context) => System.Runtime.InteropServices.Marshal.WriteByte(0, 1);
}
