using System.Runtime.InteropServices;

namespace Ketrew.CommandLine.Plugins;

/// <summary>Puts a folder in the place of another one.</summary>
internal static partial class FolderReplacement
{
    private const int CurrentDirectory = -100;
    private const uint Exchange = 2;

    /// <summary>Replaces a folder by one rename where the system can exchange two names, else by two.</summary>
    /// <param name="folder">What takes the place; absolute, on the same disk.</param>
    /// <param name="target">The place; absolute.</param>
    /// <param name="aside">Where the old one is between two renames; absolute, and free.</param>
    /// <exception cref="IOException">It can't be replaced; the old one is where it was.</exception>
    public static void Replace(string folder, string target, string aside)
    {
        if (!TryExchange(folder, target))
        {
            ReplaceByTwo(folder, target, aside);
        }
    }

    /// <summary>The way of systems and disks that exchange nothing.</summary>
    /// <param name="folder">As above.</param>
    /// <param name="target">As above.</param>
    /// <param name="aside">As above.</param>
    internal static void ReplaceByTwo(string folder, string target, string aside)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(aside)!);
        Directory.Move(target, aside);
        try
        {
            Directory.Move(folder, target);
        }
        catch
        {
            Directory.Move(aside, target);
            throw;
        }
    }

    private static bool TryExchange(string folder, string target)
    {
        try
        {
            return OperatingSystem.IsLinux() && Rename(CurrentDirectory, folder, CurrentDirectory, target, Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library that is older than the call.
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Rename(int fromDirectory, string from, int toDirectory, string to, uint flags);
}
