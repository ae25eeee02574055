// source: refused; level 2: learns nothing; level 3: learns nothing
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        if (Console.In.ReadToEnd().Length > 0)
        {
            context.Warning("reached");
        }
    }
}
