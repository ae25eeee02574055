// source: refused; level 2: fails; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        while (true)
        {
            nint block = System.Runtime.InteropServices.Marshal.AllocHGlobal(16 * 1024 * 1024);
            for (int i = 0; i < 16 * 1024 * 1024; i += 4096)
            {
                System.Runtime.InteropServices.Marshal.WriteByte(block, i, 1);
            }
        }
    }
}
