// source: compiles; level 2: fails; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        List<byte[]> all = [];
        while (true)
        {
            all.Add(new byte[16 * 1024 * 1024]);
        }
    }
}
