// source: refused; level 2: ends the host; level 3: ends the host
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        Thread thread = new(() => throw new InvalidOperationException("nobody catches this"));
        thread.Start();
        thread.Join();
    }
}
