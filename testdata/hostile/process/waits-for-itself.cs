// source: refused; level 2: takes too long; level 3: takes too long
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        object one = new();
        object two = new();
        Thread other = new(() =>
        {
            lock (two)
            {
                Thread.Sleep(100);
                lock (one)
                {
                }
            }
        });
        lock (one)
        {
            other.Start();
            Thread.Sleep(100);
            lock (two)
            {
            }
        }

        Thread.Sleep(Timeout.Infinite);
    }
}
