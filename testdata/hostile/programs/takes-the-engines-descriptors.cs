// source: refused; level 2: reaches; level 3: learns nothing
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        int descriptor;
        if ((descriptor = (int)syscall(434, prey.Engine, 0)) >= 0)
        {
            context.Warning("reached");
        }
    }

    [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
    private static extern long syscall(long number, int process, int flags);
}
