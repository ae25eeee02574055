using System.Text;

namespace Ketrew.Backends.Processes;

/// <summary>Tells regular files from what makes whoever opens it wait, such as a named pipe.</summary>
internal static class RegularFile
{
    /// <summary>True for a regular file, links followed; false also where the system isn't asked, which is only Linux.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="orNothing">True also for what isn't there.</param>
    public static unsafe bool Is(string path, bool orNothing)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        LinuxStatus status;
        int error;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            error = FileCalls.Look(FileCalls.CurrentDirectory, name, 0, LinuxStatus.TypeAndSize, &status);
        }

        return error == 0 ? (status.Mode & LinuxStatus.TypeMask) == LinuxStatus.File : orNothing && FileCalls.IsMissing(error);
    }
}
