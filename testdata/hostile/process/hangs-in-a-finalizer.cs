// source: refused; level 2: takes too long; level 3: takes too long
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        Make();
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Make() => _ = new Trap();

    private sealed class Trap
    {
        ~Trap() => Thread.Sleep(Timeout.Infinite);
    }
}
