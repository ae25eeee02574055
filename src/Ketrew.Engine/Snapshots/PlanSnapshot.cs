using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.Engine.Snapshots;

/// <summary>
/// <c>.ketrew/plan.bin</c>: what the last run saw that found everything up to date. As long as all of that is as it was, so is the answer, and nothing has to be read but
/// the status of files. It is a cache and nothing else: whatever is wrong with it, the run goes the long way (docs/decisions/0013).
/// </summary>
public static unsafe class PlanSnapshot
{
    /// <summary>So many files at most are read again because they were too young to be trusted.</summary>
    internal const int ReadLimitFiles = 256;

    /// <summary>And none that is larger.</summary>
    internal const int ReadLimitBytes = 64 * 1024;

    /// <summary>Looks whether everything is as it was when a run with the same key found nothing to do.</summary>
    /// <param name="key">What is asked for.</param>
    /// <param name="environment">Looks a variable up; null when it is unset.</param>
    /// <param name="threads">At most so many look at files at once; at least 1.</param>
    /// <returns>What such a run says, as UTF-8; null when something has changed, or nobody knows.</returns>
    public static byte[]? TryAnswer(SnapshotKey key, Func<string, string?> environment, int threads) =>
        TryAnswer(new ProjectDirectory(key.Root).SnapshotPath, key, environment, threads);

    /// <summary>Likewise, of any snapshot.</summary>
    internal static byte[]? TryAnswer(string path, SnapshotKey key, Func<string, string?> environment, int threads)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        using MappedFile? file = MappedFile.TryOpen(path);
        if (file is null || !IsWhole(file.Bytes))
        {
            return null;
        }

        SnapshotHeader header = MemoryMarshal.Read<SnapshotHeader>(file.Bytes);
        PathEntry* entries = (PathEntry*)(file.Start + Unsafe.SizeOf<SnapshotHeader>());
        byte* digests = (byte*)(entries + header.EntryCount);
        byte* paths = digests + (header.DigestCount * (long)Digest.SizeInBytes);
        byte* variables = paths + header.PathBytes;
        ReadOnlySpan<byte> wanted = new(variables + header.VariableBytes, header.KeyBytes);
        if (!wanted.SequenceEqual(key.ToBytes())
            || !AreSame(new ReadOnlySpan<byte>(variables, header.VariableBytes), environment)
            || !AreSound(header, entries, paths))
        {
            return null;
        }

        using RootHandle root = RootHandle.Open(key.Root);
        return root.IsOpen && new PathChecks(key.Root, root.Number, entries, header.EntryCount, digests, paths).AreAllSame(threads)
            ? new ReadOnlySpan<byte>(variables + header.VariableBytes + header.KeyBytes, header.OutputBytes).ToArray()
            : null;
    }

    /// <summary>Writes a snapshot beside a state that is closed and still locked; what can't be written is left out.</summary>
    internal static void Write(ProjectDirectory project, SnapshotDraft draft) => Write(project.SnapshotPath, () => draft.TryWrite(project));

    /// <summary>Writes any snapshot in one step; what can't be written is left out.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="write">Makes the whole file; null when there is no snapshot.</param>
    internal static void Write(string path, Func<byte[]?> write)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            if (write() is { } content)
            {
                File.WriteAllBytes(temporary, content);
                File.Move(temporary, path, overwrite: true);
            }
        }
        catch (Exception failure) when (FileFaults.Is(failure))
        {
            DeleteQuietly(temporary);
        }
    }

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (FileFaults.Is(failure))
        {
            // It is in nobody's way.
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> file) =>
        file.Length >= Unsafe.SizeOf<SnapshotHeader>()
        && MemoryMarshal.Read<SnapshotHeader>(file) is { Magic: SnapshotHeader.CurrentMagic, Layout: SnapshotHeader.CurrentLayout } header
        && header.FileBytes == file.Length
        && header.Checksum == BlockHash.Of(file[SnapshotHeader.CheckedFrom..]);

    // The checksum tells damage; this keeps a file that somebody made up from reading beyond its end.
    private static bool AreSound(in SnapshotHeader header, PathEntry* entries, byte* paths)
    {
        bool areSound = header.EntryCount == 0 || (header.PathBytes > 0 && paths[header.PathBytes - 1] == 0);
        for (int i = 0; areSound && i < header.EntryCount; i++)
        {
            bool needsDigest = entries[i].Rule is PathRule.Content or PathRule.Names;
            areSound = entries[i].Path < header.PathBytes && (!needsDigest || (uint)entries[i].Digest < (uint)header.DigestCount);
        }

        return areSound;
    }

    private static bool AreSame(ReadOnlySpan<byte> variables, Func<string, string?> environment)
    {
        while (!variables.IsEmpty)
        {
            if (!TryTake(ref variables, out string name) || !TryTake(ref variables, out string value) || SnapshotDraft.TextOf(environment(name)) != value)
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> texts, out string text)
    {
        int end = texts.IndexOf((byte)0);
        text = end < 0 ? "" : Encoding.UTF8.GetString(texts[..end]);
        texts = texts[(end + 1)..];
        return end >= 0;
    }
}
