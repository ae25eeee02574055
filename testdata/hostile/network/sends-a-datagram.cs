// source: refused; level 2: reaches; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        using System.Net.Sockets.UdpClient client = new();
        client.Send([1], 1, "127.0.0.1", prey.Udp);
        context.Warning("reached");
    }
}
