using System.Buffers.Binary;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Local;

/// <summary>What a journal says of an attempt: that it began, or that it succeeded.</summary>
/// <param name="SucceededAt">When it exited with 0, to the millisecond; null while nothing is known but its beginning.</param>
/// <param name="Usage">What it used until then.</param>
internal readonly record struct JournalRecord(DateTimeOffset? SucceededAt, ResourceUsage Usage)
{
    /// <summary>The length of a record, its key included.</summary>
    public const int SizeInBytes = Digest.SizeInBytes + (4 * sizeof(long));

    private const long LatestMoment = 253_402_300_799_999;

    /// <summary>Under which an attempt is written.</summary>
    public static Digest KeyOf(AttemptId id) => Digest.Of(id.ToString());

    /// <summary>Writes a record.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="bytes">As long as a record.</param>
    public void Write(Digest key, Span<byte> bytes)
    {
        key.CopyTo(bytes);
        Span<byte> numbers = bytes[Digest.SizeInBytes..];
        BinaryPrimitives.WriteInt64LittleEndian(numbers, SucceededAt?.ToUnixTimeMilliseconds() ?? 0);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], Usage.UserTime.Ticks);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[16..], Usage.SystemTime.Ticks);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[24..], Usage.PeakMemoryBytes);
    }

    /// <summary>Reads what was written so.</summary>
    public static JournalRecord Read(ReadOnlySpan<byte> bytes, out Digest key)
    {
        key = Digest.FromBytes(bytes[..Digest.SizeInBytes]);
        ReadOnlySpan<byte> numbers = bytes[Digest.SizeInBytes..];
        long succeededAt = BinaryPrimitives.ReadInt64LittleEndian(numbers);
        return new JournalRecord(
            succeededAt is > 0 and <= LatestMoment ? DateTimeOffset.FromUnixTimeMilliseconds(succeededAt) : null,
            new ResourceUsage(
                new TimeSpan(BinaryPrimitives.ReadInt64LittleEndian(numbers[8..])),
                new TimeSpan(BinaryPrimitives.ReadInt64LittleEndian(numbers[16..])),
                BinaryPrimitives.ReadInt64LittleEndian(numbers[24..])));
    }
}
