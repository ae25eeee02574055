// source: refused; level 2: depends; level 3: learns nothing
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        if (syscall(321, 0, new long[16], 128) >= 0)
        {
            context.Warning("reached");
        }
    }

    [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
    private static extern long syscall(long number, long command, long[] attributes, long size);
}
