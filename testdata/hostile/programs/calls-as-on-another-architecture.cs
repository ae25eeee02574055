// source: refused; level 2: learns nothing; level 3: learns nothing
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        if (syscall(0x40000000 + 2, prey.Secret, 0) >= 0)
        {
            context.Warning("reached");
        }
    }

    [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
    private static extern long syscall(long number, string path, long flags);
}
