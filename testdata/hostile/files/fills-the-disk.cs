// source: refused; level 2: fails; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        using System.IO.FileStream file = System.IO.File.Create("full");
        for (int i = 0; i < 64; i++)
        {
            file.Write(new byte[1024 * 1024]);
        }

        context.Warning("reached");
    }
}
