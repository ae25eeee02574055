using System.Text;

namespace Ketrew.Engine.Fingerprints;

/// <summary>Reads small files by three calls of the system. The managed way needs twice as many, since it locks; a run reads every output twice.</summary>
internal static unsafe class SmallFile
{
    private const int PathBytes = 1024;

    /// <summary>Reads a file from its beginning. Only on Linux.</summary>
    /// <param name="root">Absolute path of a directory.</param>
    /// <param name="path">Relative to it.</param>
    /// <param name="buffer">Takes the bytes.</param>
    /// <returns>How many bytes there were, at most as many as fit; negative when they can't be read this way.</returns>
    public static int TryRead(string root, string path, Span<byte> buffer)
    {
        if (Encoding.UTF8.GetMaxByteCount(root.Length + path.Length) + 2 > PathBytes)
        {
            return -1;
        }

        byte* name = stackalloc byte[PathBytes];
        int length = Encoding.UTF8.GetBytes(root, new Span<byte>(name, PathBytes));
        name[length++] = (byte)'/';
        length += Encoding.UTF8.GetBytes(path, new Span<byte>(name + length, PathBytes - length));
        name[length] = 0;
        int file = FileCalls.Open(name, FileCalls.ReadOnly | FileCalls.CloseOnExec);
        if (file < 0)
        {
            return -1;
        }

        nint count;
        fixed (byte* bytes = buffer)
        {
            count = FileCalls.Read(file, bytes, (nuint)buffer.Length);
        }

        _ = FileCalls.Close(file);
        return (int)count;
    }
}
