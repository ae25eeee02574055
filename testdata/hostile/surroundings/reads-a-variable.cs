// source: refused; level 2: learns nothing; level 3: learns nothing
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        if (Environment.GetEnvironmentVariable("HOME") is not null || Environment.GetEnvironmentVariable("PATH") is not null)
        {
            context.Warning("reached");
        }
    }
}
