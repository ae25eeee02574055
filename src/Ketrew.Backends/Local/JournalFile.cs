using Ketrew.Backends.Daemonize;
using Ketrew.Sdk;
using Microsoft.Win32.SafeHandles;

namespace Ketrew.Backends.Local;

/// <summary>The file of a journal: which life of the machine it speaks of, then one record after the other, all of the same length.</summary>
/// <remarks>What was written survives the process, and not the machine: a file of an earlier life of it is of no use.</remarks>
/// <param name="path">Absolute.</param>
/// <param name="host">The name of this machine.</param>
internal sealed class JournalFile(string path, string host) : IDisposable
{
    private const string Version = "ketrew-journal/1";

    private readonly Lazy<Digest> _life = new(() => Digest.Of(Version, Machine.Read(host).Boot));
    private SafeFileHandle? _file;

    private string Next => $"{path}.new";

    /// <summary>True when records can be written.</summary>
    public bool IsOpen => _file is not null;

    /// <summary>Reads what an engine left.</summary>
    /// <returns>Null when there is nothing of this life of the machine.</returns>
    public Dictionary<Digest, JournalRecord>? Read()
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        if (bytes.Length < Digest.SizeInBytes || Digest.FromBytes(bytes.AsSpan(0, Digest.SizeInBytes)) != _life.Value)
        {
            return null;
        }

        Dictionary<Digest, JournalRecord> records = [];
        for (int at = Digest.SizeInBytes; at + JournalRecord.SizeInBytes <= bytes.Length; at += JournalRecord.SizeInBytes)
        {
            JournalRecord record = JournalRecord.Read(bytes.AsSpan(at, JournalRecord.SizeInBytes), out Digest key);
            records[key] = record;
        }

        return records;
    }

    /// <summary>Begins anew, in one step: whoever reads finds the old file or the new one.</summary>
    /// <param name="records">What it holds from the beginning.</param>
    /// <returns>False when that is not possible.</returns>
    public bool TryCreate(List<KeyValuePair<Digest, JournalRecord>> records)
    {
        byte[] bytes = new byte[OffsetOf(records.Count)];
        _life.Value.CopyTo(bytes);
        for (int i = 0; i < records.Count; i++)
        {
            records[i].Value.Write(records[i].Key, bytes.AsSpan(OffsetOf(i)));
        }

        try
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            _file = File.OpenHandle(Next, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete);
            RandomAccess.Write(_file, bytes, 0);
            File.Move(Next, path, overwrite: true);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Writes a record.</summary>
    /// <param name="place">From 0; one behind the last at most.</param>
    /// <param name="key">Whose.</param>
    /// <param name="record">What is known.</param>
    /// <returns>False when that is not possible.</returns>
    public bool TryWrite(int place, Digest key, JournalRecord record)
    {
        if (_file is null)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[JournalRecord.SizeInBytes];
        record.Write(key, bytes);
        try
        {
            RandomAccess.Write(_file, bytes, OffsetOf(place));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Removes it.</summary>
    /// <exception cref="IOException">It is still there.</exception>
    public void Discard()
    {
        _file?.Dispose();
        _file = null;
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    public void Dispose() => _file?.Dispose();

    private static int OffsetOf(int place) => Digest.SizeInBytes + (place * JournalRecord.SizeInBytes);
}
