using System.Runtime.Versioning;

namespace Ketrew.Expander.Observations;

/// <summary>Tells pipes, sockets and devices from files: opening a pipe waits for somebody to write, for ever.</summary>
internal static class SpecialFile
{
    /// <summary>True for what is there, links followed, and is neither a file nor a directory. Off Linux always false.</summary>
    /// <param name="path">Absolute.</param>
    public static bool Is(string path) => OperatingSystem.IsLinux() && LinuxFile.Look(path, follow: true, out LinuxFileKind kind) == 0 && kind is LinuxFileKind.Other;

    /// <summary>True for a file, links followed as the system follows them: it goes up from where a link led, .NET from where the link is written.</summary>
    /// <param name="path">Absolute.</param>
    [SupportedOSPlatform("linux")]
    public static bool IsRegular(string path) => LinuxFile.Look(path, follow: true, out LinuxFileKind kind) == 0 && kind is LinuxFileKind.File;
}
