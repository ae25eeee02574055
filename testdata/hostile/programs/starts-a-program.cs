// source: refused; level 2: reaches; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        using var process = System.Diagnostics.Process.Start("/bin/true");
        context.Warning("reached");
    }
}
