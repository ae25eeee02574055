using System.Runtime.InteropServices;

namespace Ketrew.Engine.Snapshots;

/// <summary>Who runs this: what one user may read, another may not.</summary>
internal static partial class SystemUser
{
    /// <summary>The effective user's number; 0 where there are none.</summary>
    public static uint Id => OperatingSystem.IsWindows() ? 0 : GetEffectiveUser();

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint GetEffectiveUser();
}
