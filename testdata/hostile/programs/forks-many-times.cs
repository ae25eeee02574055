// source: refused; level 2: reaches; level 3: learns nothing
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        int children = 0;
        for (int i = 0; i < 50; i++)
        {
            int child = fork();
            if (child == 0)
            {
                pause();
            }

            children += child > 0 ? 1 : 0;
        }

        if (children > 0)
        {
            context.Warning("reached");
        }
    }

    [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
    private static extern int fork();

    [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
    private static extern int pause();
}
