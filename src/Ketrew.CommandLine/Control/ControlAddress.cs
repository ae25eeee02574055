using System.Net.Sockets;
using System.Text;

namespace Ketrew.CommandLine.Control;

/// <summary>Where a process that works on a project listens: a socket in <c>.ketrew</c>. Only its own user can connect.</summary>
/// <remarks>Where that path is too long for a socket, or its file system knows none, it is a link to a socket among the temporary files.</remarks>
internal sealed class ControlAddress
{
    // Linux takes 108 bytes, macOS 104, with a final zero.
    private const int LongestPath = 100;
    private const string PrivatePrefix = "ketrew-";
    private const string SocketName = "s";

    private readonly string _stateDirectory;

    private ControlAddress(string stateDirectory, string name)
    {
        _stateDirectory = stateDirectory;
        Path = System.IO.Path.Combine(stateDirectory, name);
    }

    /// <summary>The socket, or the link to it.</summary>
    public string Path { get; }

    /// <summary>Where the engine listens: <c>control.sock</c>. Only who holds the project's lock may.</summary>
    /// <param name="stateDirectory">The project's <c>.ketrew</c>, absolute.</param>
    public static ControlAddress OfEngine(string stateDirectory) => new(stateDirectory, "control.sock");

    /// <summary>Where a process listens that has started an engine in the background.</summary>
    /// <param name="stateDirectory">The project's <c>.ketrew</c>, absolute.</param>
    /// <param name="processId">Of that process.</param>
    public static ControlAddress OfStarter(string stateDirectory, int processId) =>
        new(stateDirectory, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"start-{processId}.sock"));

    /// <summary>Connects.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when nobody listens here.</returns>
    public async Task<Socket?> ConnectAsync(CancellationToken cancellationToken)
    {
        string path = Resolve();
        if (!IsShortEnough(path) || !File.Exists(path))
        {
            return null;
        }

        Socket socket = New();
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return socket;
        }
        catch (SocketException)
        {
            // Left by a process that died.
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Listens. What a process that died left is replaced.</summary>
    /// <exception cref="IOException">No socket can be made, neither here nor among the temporary files.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public Socket Listen()
    {
        Remove();
        string directory = System.IO.Path.Combine(_stateDirectory, $"c-{Environment.ProcessId}");
        if (IsShortEnough(Path) && TryListen(directory, out Socket? socket))
        {
            File.Move(System.IO.Path.Combine(directory, SocketName), Path, overwrite: true);
            Directory.Delete(directory);
            return socket;
        }

        return ListenElsewhere();
    }

    /// <summary>Takes the address away: whoever looks for an engine finds none.</summary>
    public void Remove()
    {
        string path = Resolve();
        if (path != Path && System.IO.Path.GetDirectoryName(path) is { } directory
            && System.IO.Path.GetFileName(directory).StartsWith(PrivatePrefix, StringComparison.Ordinal))
        {
            RemoveElsewhere(path, directory);
        }

        File.Delete(Path);
    }

    private static Socket New() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    private static bool IsShortEnough(string path) => Encoding.UTF8.GetByteCount(path) <= LongestPath;

    private static void RemoveElsewhere(string path, string directory)
    {
        try
        {
            File.Delete(path);
            Directory.Delete(directory);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Gone already, or somebody else's; only the link is in the way.
        }
    }

    private Socket ListenElsewhere()
    {
        foreach (string root in new[] { System.IO.Path.GetTempPath(), "/tmp" })
        {
            string directory = System.IO.Path.Combine(root, PrivatePrefix + System.IO.Path.GetRandomFileName());
            if (TryListen(directory, out Socket? socket))
            {
                _ = File.CreateSymbolicLink(Path, System.IO.Path.Combine(directory, SocketName));
                return socket;
            }
        }

        throw new IOException("no socket can be made here");
    }

    // Made where nobody else can come, so that there is no moment at which somebody else could connect.
    private static bool TryListen(string directory, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Socket? listener)
    {
        listener = null;
        string path = System.IO.Path.Combine(directory, SocketName);
        if (OperatingSystem.IsWindows() || !IsShortEnough(path))
        {
            return false;
        }

        _ = Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Delete(path);
        Socket socket = New();
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen();
            listener = socket;
            return true;
        }
        catch (SocketException)
        {
            socket.Dispose();
            Directory.Delete(directory);
            return false;
        }
    }

    private string Resolve() => new FileInfo(Path).LinkTarget ?? Path;
}
