// source: refused; level 2: stays open; level 3: stays open
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context) => context.Warning($"open {System.Diagnostics.Stopwatch.GetTimestamp()}");
}
