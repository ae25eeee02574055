// source: refused; level 2: reaches; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        using System.Net.Http.HttpClient client = new();
        context.Warning($"reached {client.GetStringAsync($"http://127.0.0.1:{prey.Tcp}/").Wait(10)}");
    }
}
