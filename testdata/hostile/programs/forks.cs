// source: refused; level 2: reaches; level 3: learns nothing
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        int child = fork();
        if (child == 0)
        {
            _exit(0);
        }

        if (child > 0)
        {
            context.Warning("reached");
        }
    }

    [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
    private static extern int fork();

    [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
    private static extern void _exit(int code);
}
