using System.Runtime.InteropServices;

namespace Ketrew;

/// <summary>What <c>statx</c> says of a path. Its layout is the same on every architecture, unlike that of <c>stat</c>; man 2 statx.</summary>
[Microsoft.CodeAnalysis.Embedded]
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct LinuxStatus
{
    /// <summary>To ask for type and size.</summary>
    public const uint TypeAndSize = 0x201;

    /// <summary>To ask for all that there is here.</summary>
    public const uint BasicFields = 0x7ff;

    /// <summary>The part of <see cref="Mode"/> that tells the type.</summary>
    public const int TypeMask = 0xF000;

    /// <summary>The type of a regular file.</summary>
    public const int File = 0x8000;

    /// <summary>The type of a directory.</summary>
    public const int Directory = 0x4000;

    /// <summary>The type of a link that wasn't followed.</summary>
    public const int Link = 0xA000;

    /// <summary>Type and permissions.</summary>
    [FieldOffset(28)]
    public readonly ushort Mode;

    /// <summary>The file's number.</summary>
    [FieldOffset(32)]
    public readonly long Inode;

    /// <summary>In bytes.</summary>
    [FieldOffset(40)]
    public readonly long Size;

    /// <summary>When something of it changed, its status too.</summary>
    [FieldOffset(96)]
    public readonly LinuxTime Changed;

    /// <summary>When its content changed.</summary>
    [FieldOffset(112)]
    public readonly LinuxTime Modified;

    /// <summary>Since the Unix epoch.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly struct LinuxTime
    {
        private const long NanosecondsPerSecond = 1_000_000_000;

        private readonly long _seconds;
        private readonly uint _nanoseconds;
        private readonly int _reserved;

        /// <summary>All of it in nanoseconds.</summary>
        public long Nanoseconds => (_seconds * NanosecondsPerSecond) + _nanoseconds;
    }
}
