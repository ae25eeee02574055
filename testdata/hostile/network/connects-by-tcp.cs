// source: refused; level 2: reaches; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        using System.Net.Sockets.TcpClient client = new("127.0.0.1", prey.Tcp);
        context.Warning("reached");
    }
}
