using System.Runtime.InteropServices;
using Ketrew.Engine.Planning;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Snapshots;

/// <summary>
/// The targets of a snapshot, in the order of their ids, so that a run after a small change need not make a whole plan again. What lies in the file, as <see cref="PlanSectionWriter"/> wrote it: four counts
/// (targets, needs, uses, bytes of pools); where each target's text, needs and uses begin; needs and uses; a byte of flags for each target; the limits of pools; the texts.
/// </summary>
internal sealed unsafe class PlanSection
{
    /// <summary>The flag of a target that was asked for.</summary>
    public const byte AskedFlag = 1;

    /// <summary>The flag of a target that runs nothing itself.</summary>
    public const byte GroupFlag = 2;

    /// <summary>How many numbers the section begins with.</summary>
    public const int CountOfCounts = 4;

    private readonly int[] _textStarts;
    private readonly byte[] _flags;
    private readonly byte* _pools;
    private readonly int _poolBytes;

    private PlanSection(int[] textStarts, Adjacency needs, Adjacency uses, byte[] flags, byte* pools, int poolBytes)
    {
        _textStarts = textStarts;
        Needs = needs;
        Uses = uses;
        _flags = flags;
        _pools = pools;
        _poolBytes = poolBytes;
    }

    /// <summary>How many targets there are.</summary>
    public int Count => _flags.Length;

    /// <summary>By target: the targets that it needs.</summary>
    public Adjacency Needs { get; }

    /// <summary>By target: the entries of the snapshot that tell of its files.</summary>
    public Adjacency Uses { get; }

    /// <summary>Finds the tables.</summary>
    /// <param name="start">Where the section begins; it must stay there.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="entryCount">How many entries the snapshot has.</param>
    /// <returns>Null when they aren't sound.</returns>
    public static PlanSection? TryRead(byte* start, int length, int entryCount)
    {
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(new ReadOnlySpan<byte>(start, length));
        if (numbers is not [>= 0 and int targets, >= 0 and int needs, >= 0 and int uses, >= 0 and int poolBytes, ..])
        {
            return null;
        }

        long numberCount = CountOfCounts + (3 * (targets + 1L)) + needs + uses;
        long textBytes = length - (numberCount * sizeof(int)) - targets - poolBytes;
        if (textBytes < 0)
        {
            return null;
        }

        numbers = numbers[CountOfCounts..(int)numberCount];
        int[] textStarts = Take(ref numbers, targets + 1);
        int[] needStarts = Take(ref numbers, targets + 1);
        int[] useStarts = Take(ref numbers, targets + 1);
        int[] allNeeds = Take(ref numbers, needs);
        int[] allUses = Take(ref numbers, uses);
        bool areSound = AreStarts(textStarts, textBytes) && AreStarts(needStarts, needs) && AreStarts(useStarts, uses) && AreBelow(allNeeds, targets) && AreBelow(allUses, entryCount);
        byte* flags = start + (numberCount * sizeof(int));
        return areSound
            ? new PlanSection(
                textStarts, Adjacency.Of(needStarts, allNeeds), Adjacency.Of(useStarts, allUses), new ReadOnlySpan<byte>(flags, targets).ToArray(), flags + targets, poolBytes)
            : null;
    }

    /// <summary>True for a target that was asked for.</summary>
    public bool IsAskedFor(int target) => (_flags[target] & AskedFlag) != 0;

    /// <summary>True for a target that runs nothing itself.</summary>
    public bool IsGroup(int target) => (_flags[target] & GroupFlag) != 0;

    /// <summary>A target.</summary>
    /// <exception cref="IOException">It is damaged.</exception>
    /// <exception cref="FormatException">Likewise.</exception>
    public Target Read(int target)
    {
        using BinaryReader reader = new(new UnmanagedMemoryStream(_pools + _poolBytes + _textStarts[target], _textStarts[target + 1] - _textStarts[target]));
        return TargetCodec.Read(reader);
    }

    /// <summary>The limits that targets share.</summary>
    /// <exception cref="IOException">They are damaged.</exception>
    /// <exception cref="FormatException">Likewise.</exception>
    public ValueList<PoolLimit> ReadPools()
    {
        using BinaryReader reader = new(new UnmanagedMemoryStream(_pools, _poolBytes));
        return TargetCodec.ReadList(reader, static reader => new PoolLimit(reader.ReadString(), reader.ReadInt32()));
    }

    private static int[] Take(ref ReadOnlySpan<int> numbers, int count)
    {
        int[] taken = numbers[..count].ToArray();
        numbers = numbers[count..];
        return taken;
    }

    private static bool AreStarts(ReadOnlySpan<int> starts, long end)
    {
        bool ascend = starts[0] == 0 && starts[^1] == end;
        for (int i = 1; ascend && i < starts.Length; i++)
        {
            ascend = starts[i - 1] <= starts[i];
        }

        return ascend;
    }

    private static bool AreBelow(ReadOnlySpan<int> numbers, int count) => !numbers.ContainsAnyExceptInRange(0, count - 1);
}
