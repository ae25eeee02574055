// source: refused; level 2: ends the host; level 3: ends the host
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context) => System.Runtime.InteropServices.Marshal.Copy(new byte[1024 * 1024], 0, typeof(string).TypeHandle.Value, 1024 * 1024);
}
