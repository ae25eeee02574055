// source: refused; level 2: depends; level 3: learns nothing
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        if (process_vm_readv(prey.Engine, [0, 0], 1, [0, 0], 1, 0) >= 0)
        {
            context.Warning("reached");
        }
    }

    [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
    private static extern nint process_vm_readv(int process, nint[] local, nuint localCount, nint[] remote, nuint remoteCount, nuint flags);
}
