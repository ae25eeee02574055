// source: refused; level 2: learns nothing; level 3: learns nothing
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        using System.IO.Stream output = Console.OpenStandardOutput();
        output.Write([4, 0, 0, 0, 110, 117, 108, 108]);
        output.Flush();
    }
}
