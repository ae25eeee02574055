using System.Buffers.Binary;
using System.Numerics;

namespace Ketrew.Engine.Snapshots;

/// <summary>XXH64 (https://xxhash.com, by Yann Collet): tells damaged bytes from whole ones at the speed of memory. It is no digest: SHA-256 would load a library and take longer than everything else.</summary>
internal static class BlockHash
{
    private const ulong First = 0x9E3779B185EBCA87;
    private const ulong Second = 0xC2B2AE3D27D4EB4F;
    private const ulong Third = 0x165667B19E3779F9;
    private const ulong Fourth = 0x85EBCA77C2B2AE63;
    private const ulong Fifth = 0x27D4EB2F165667C5;
    private const int StripeBytes = 32;

    /// <summary>The hash.</summary>
    /// <param name="bytes">Of what.</param>
    /// <param name="seed">Two hashes of other seeds are independent of each other.</param>
    public static ulong Of(ReadOnlySpan<byte> bytes, ulong seed = 0)
    {
        ulong hash = bytes.Length >= StripeBytes ? Stripes(ref bytes, bytes.Length, seed) : seed + Fifth + (ulong)bytes.Length;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = (BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(bytes)), 27) * First) + Fourth;
            bytes = bytes[sizeof(ulong)..];
        }

        if (bytes.Length >= sizeof(uint))
        {
            hash = (BitOperations.RotateLeft(hash ^ (BinaryPrimitives.ReadUInt32LittleEndian(bytes) * First), 23) * Second) + Third;
            bytes = bytes[sizeof(uint)..];
        }

        foreach (byte rest in bytes)
        {
            hash = BitOperations.RotateLeft(hash ^ (rest * Fifth), 11) * First;
        }

        hash = (hash ^ (hash >> 33)) * Second;
        hash = (hash ^ (hash >> 29)) * Third;
        return hash ^ (hash >> 32);
    }

    private static ulong Stripes(ref ReadOnlySpan<byte> bytes, int length, ulong seed)
    {
        ulong one = unchecked(seed + First + Second);
        ulong two = unchecked(seed + Second);
        ulong three = seed;
        ulong four = unchecked(seed - First);
        for (; bytes.Length >= StripeBytes; bytes = bytes[StripeBytes..])
        {
            one = Round(one, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            two = Round(two, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
            three = Round(three, BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]));
            four = Round(four, BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));
        }

        ulong hash = BitOperations.RotateLeft(one, 1) + BitOperations.RotateLeft(two, 7) + BitOperations.RotateLeft(three, 12) + BitOperations.RotateLeft(four, 18);
        foreach (ulong lane in (ReadOnlySpan<ulong>)[one, two, three, four])
        {
            hash = ((hash ^ Round(0, lane)) * First) + Fourth;
        }

        return hash + (ulong)length;
    }

    private static ulong Round(ulong lane, ulong input) => BitOperations.RotateLeft(lane + (input * Second), 31) * First;
}
