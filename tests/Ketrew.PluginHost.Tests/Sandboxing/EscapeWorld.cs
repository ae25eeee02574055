using System.Net;
using System.Net.Sockets;
using Ketrew.Sdk.Syntax;

namespace Ketrew.PluginHost.Tests.Sandboxing;

/// <summary>What hostile plugins are after: files, servers, this process. Knows whether one of them was there.</summary>
public sealed class EscapeWorld : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ketrew-escape-").FullName;
    private readonly TcpListener _tcp = new(IPAddress.Loopback, 0);
    private readonly UdpClient _udp = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly Socket _unix = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public EscapeWorld()
    {
        File.WriteAllText(In("secret"), "the secret");
        File.WriteAllText(In("victim"), "the victim");
        File.WriteAllText(In("document.xml"), "<secret/>");
        _tcp.Start();
        _unix.Bind(new UnixDomainSocketEndPoint(In("socket")));
        _unix.Listen();
    }

    /// <summary>Where everything is, as the fields of a stanza.</summary>
    internal (string Name, Node Value)[] Prey =>
    [
        ("secret", In("secret")), ("folder", _folder), ("victim", In("victim")), ("document", In("document.xml")), ("assembly", typeof(EscapeWorld).Assembly.Location), ("socket", In("socket")),
        ("tcp", ((IPEndPoint)_tcp.LocalEndpoint).Port), ("udp", ((IPEndPoint)_udp.Client.LocalEndPoint!).Port), ("engine", Environment.ProcessId),
    ];

    /// <summary>What is no longer as it was; empty when nobody was here.</summary>
    internal IReadOnlyList<string> Traces =>
    [
        .. Directory.GetFileSystemEntries(_folder).Select(path => Path.GetFileName(path)).Except(["secret", "victim", "document.xml", "socket"]).Select(name => $"there is a new {name}"),
        .. File.Exists(In("victim")) ? Array.Empty<string>() : ["the victim is gone"],
        .. _tcp.Pending() ? ["somebody connected by TCP"] : Array.Empty<string>(),
        .. _udp.Available > 0 ? ["somebody sent a datagram"] : Array.Empty<string>(),
        .. _unix.Poll(0, SelectMode.SelectRead) ? ["somebody connected to the socket"] : Array.Empty<string>(),
    ];

    public void Dispose()
    {
        _tcp.Dispose();
        _udp.Dispose();
        _unix.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string In(string name) => Path.Combine(_folder, name);
}
