using System.Net.Sockets;
using System.Runtime.Versioning;
using Ketrew.CommandLine.Control;
using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests.Control;

[UnsupportedOSPlatform("windows")]
public sealed class ControlAddressTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private ControlAddress Address => ControlAddress.OfEngine(_directory.FullPath);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Only_its_own_user_can_connect()
    {
        using Socket listener = Address.Listen();

        using Socket? connected = await Address.ConnectAsync(CancellationToken.None);

        Assert.NotNull(connected);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Address.Path));
        Assert.Equal([Address.Path], Directory.GetFileSystemEntries(_directory.FullPath));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_dead_engine_left_is_replaced(bool isLink)
    {
        if (isLink)
        {
            File.CreateSymbolicLink(Address.Path, "/tmp/ketrew-gone/s");
        }
        else
        {
            File.WriteAllText(Address.Path, "");
        }

        Socket? before = await Address.ConnectAsync(CancellationToken.None);
        using Socket listener = Address.Listen();
        using Socket? after = await Address.ConnectAsync(CancellationToken.None);

        Assert.Null(before);
        Assert.NotNull(after);
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_leads_to_one_elsewhere_that_goes_with_it()
    {
        string deep = Directory.CreateDirectory(_directory[new string('d', 120)]).FullName;
        ControlAddress address = ControlAddress.OfEngine(deep);
        using Socket listener = address.Listen();
        string target = new FileInfo(address.Path).LinkTarget!;

        using Socket? connected = await address.ConnectAsync(CancellationToken.None);
        UnixFileMode mode = File.GetUnixFileMode(Path.GetDirectoryName(target)!);
        address.Remove();

        Assert.NotNull(connected);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, mode);
        Assert.Empty(Directory.GetFileSystemEntries(deep));
        Assert.False(Directory.Exists(Path.GetDirectoryName(target)));
    }

    [Fact]
    public async Task Nobody_listens_where_nothing_is()
    {
        Socket? connected = await Address.ConnectAsync(CancellationToken.None);

        Assert.Null(connected);
    }
}
