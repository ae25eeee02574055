// source: refused; level 2: takes too long; level 3: takes too long
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context) => read(100, new byte[100], 100);

    [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
    private static extern nint read(int descriptor, byte[] bytes, nint count);
}
