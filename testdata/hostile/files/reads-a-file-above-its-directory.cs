// source: refused; level 2: reaches; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        string up = string.Concat(Enumerable.Repeat("../", 20));
        context.Warning($"reached {System.IO.File.ReadAllText(up + prey.Secret)}");
    }
}
