using System.Runtime.InteropServices;
using Ketrew.Engine.Fingerprints;

namespace Ketrew.Engine.Snapshots;

/// <summary>What was seen of one path, as it lies in a snapshot's file.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct PathEntry
{
    /// <summary>The number of a digest that there is none of.</summary>
    public const int NoDigest = -1;

    /// <summary>Where the path begins among the paths.</summary>
    public uint Path;

    /// <summary>Which digest speaks of the content or the names.</summary>
    public int Digest;

    public PathRule Rule;

    /// <summary>1 when a link stands for what it leads to.</summary>
    public byte Follows;

    /// <summary>A <see cref="FileKind"/>, or a <see cref="NameKind"/>.</summary>
    public byte Kind;

    public PathRole Role;

    public uint Unused;
    public long Size;
    public long Modified;
    public long Changed;
    public long Inode;

    /// <summary>True when a link stands for what it leads to.</summary>
    public readonly bool IsFollowed => Follows != 0;

    /// <summary>What was seen; path and digest are to be set.</summary>
    public static PathEntry Of(SeenPath seen, PathRole role) => new()
    {
        Digest = NoDigest,
        Rule = seen.Rule,
        Follows = seen.Follows ? (byte)1 : (byte)0,
        Kind = seen.Kind,
        Role = role,
        Size = seen.Status.Size,
        Modified = seen.Status.ModifiedNanoseconds,
        Changed = seen.Status.ChangedNanoseconds,
        Inode = seen.Status.Inode,
    };

    /// <summary>True when a status is the one that was seen, in everything that it says.</summary>
    public readonly bool IsSame(in FileStatus status) =>
        Kind == (byte)status.Kind && Size == status.Size && Modified == status.ModifiedNanoseconds && Changed == status.ChangedNanoseconds && Inode == status.Inode;
}
