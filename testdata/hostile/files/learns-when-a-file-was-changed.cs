// source: refused; level 2: reaches; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        if (System.IO.File.GetLastWriteTimeUtc(prey.Secret).Year > 2000)
        {
            context.Warning("reached");
        }
    }
}
