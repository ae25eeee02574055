// source: refused; level 2: ends the host; level 3: ends the host
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context) => kill(Environment.ProcessId, 9);

    [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);
}
