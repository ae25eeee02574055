using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ketrew.Engine.Snapshots;

/// <summary>What a snapshot's file begins with. Then follow, without gaps: entries, digests, paths, variables, key, output, answers, and the plan.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct SnapshotHeader
{
    /// <summary>`ketrewpl` and the version of the layout.</summary>
    public const ulong CurrentMagic = 0x6C70_7765_7274_656B;

    /// <summary>Another layout has another number.</summary>
    public const uint CurrentLayout = 3;

    public ulong Magic;

    /// <summary>Of everything behind this field but the plan.</summary>
    public ulong Checksum;

    public uint Layout;
    public int EntryCount;
    public int DigestCount;
    public int PathBytes;
    public int VariableBytes;
    public int KeyBytes;
    public int OutputBytes;
    public int AnswerBytes;

    /// <summary>0 for a plan that can't be run in parts.</summary>
    public int PlanBytes;

    public int Unused;

    /// <summary>Of the plan, which is read only when something has changed.</summary>
    public ulong PlanChecksum;

    /// <summary>Where the checked bytes begin.</summary>
    public const int CheckedFrom = 2 * sizeof(ulong);

    /// <summary>Where the plan begins.</summary>
    public readonly long PlanStart => FileBytes - PlanBytes;

    /// <summary>Writes itself, with checksums, in front of what it speaks of.</summary>
    /// <param name="file">Whole but for the header.</param>
    public void Seal(byte[] file)
    {
        PlanChecksum = PlanBytes == 0 ? 0 : BlockHash.Of(file.AsSpan((int)PlanStart));
        MemoryMarshal.Write(file, this);
        Checksum = BlockHash.Of(file.AsSpan(CheckedFrom..(int)PlanStart));
        MemoryMarshal.Write(file, this);
    }

    /// <summary>How long the file is; negative when a count can't be.</summary>
    public readonly long FileBytes => EntryCount < 0 || DigestCount < 0 || PathBytes < 0 || VariableBytes < 0 || KeyBytes < 0 || OutputBytes < 0 || AnswerBytes < 0 || PlanBytes < 0
        ? -1
        : Unsafe.SizeOf<SnapshotHeader>() + (EntryCount * (long)Unsafe.SizeOf<PathEntry>()) + (DigestCount * (long)Sdk.Digest.SizeInBytes)
            + PathBytes + (long)VariableBytes + KeyBytes + OutputBytes + AnswerBytes + (long)PlanBytes;
}
