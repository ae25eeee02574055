// source: refused; level 2: fails; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context) => System.Threading.Tasks.Task.Run(() => context.Exists("a")).GetAwaiter().GetResult();
}
