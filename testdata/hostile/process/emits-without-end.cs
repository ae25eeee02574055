// source: compiles; level 2: fails; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        while (true)
        {
            context.Emit(new TargetStanza("x") { Description = new string('x', 100_000) });
        }
    }
}
