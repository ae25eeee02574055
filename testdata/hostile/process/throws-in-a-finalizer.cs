// source: refused; level 2: ends the host; level 3: ends the host
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        Make();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Thread.Sleep(1000);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Make() => _ = new Bomb();

    private sealed class Bomb
    {
        ~Bomb() => throw new InvalidOperationException("from the finalizer");
    }
}
