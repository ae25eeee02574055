// source: refused; level 2: reaches; level 3: learns nothing
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        if (System.IO.File.Exists(prey.Secret))
        {
            context.Warning("reached");
        }
    }
}
