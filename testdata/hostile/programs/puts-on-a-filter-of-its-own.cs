// source: refused; level 2: learns nothing; level 3: learns nothing
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        if (syscall(317, 1, 0, new long[2]) >= 0)
        {
            context.Warning("reached");
        }
    }

    [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
    private static extern long syscall(long number, long operation, long flags, long[] program);
}
