using System.Globalization;
using System.Text;

namespace Ketrew.Stanzas.Tests.Genomics;

/// <summary>A small genome and reads of it; the same each time.</summary>
/// <param name="seed">Any number; another one is another world.</param>
internal sealed class Simulation(ulong seed)
{
    private const int LineLength = 60;
    private const int ReadLength = 100;
    private const int Fragment = 300;
    private const int Coverage = 30;
    private const string Bases = "ACGT";

    private ulong _state = seed;

    /// <summary>A sequence without repeats worth mentioning.</summary>
    /// <param name="length">How many bases.</param>
    public string Sequence(int length)
    {
        StringBuilder bases = new(length);
        for (int i = 0; i < length; i++)
        {
            bases.Append(Bases[Next(4)]);
        }

        return bases.ToString();
    }

    /// <summary>The sequences as FASTA.</summary>
    public static string Fasta(IReadOnlyDictionary<string, string> genome) => string.Concat(genome.Select(
        sequence => $">{sequence.Key}\n{string.Concat(sequence.Value.Chunk(LineLength).Select(line => $"{new string(line)}\n"))}"));

    /// <summary>What <c>samtools faidx</c> writes of that.</summary>
    public static string FastaIndex(IReadOnlyDictionary<string, string> genome)
    {
        StringBuilder index = new();
        int offset = 0;
        foreach ((string name, string bases) in genome)
        {
            offset += name.Length + 2;
            index.Append(CultureInfo.InvariantCulture, $"{name}\t{bases.Length}\t{offset}\t{LineLength}\t{LineLength + 1}\n");
            offset += bases.Length + ((bases.Length + LineLength - 1) / LineLength);
        }

        return index.ToString();
    }

    /// <summary>A genome in which single bases are others, on both copies.</summary>
    /// <param name="genome">The reference.</param>
    /// <param name="first">Where the first change is in each sequence, from 1.</param>
    /// <param name="step">How far the changes are from each other.</param>
    /// <param name="changes">Takes them as <c>sequence:position reference>alternative</c>.</param>
    public static Dictionary<string, string> Mutate(IReadOnlyDictionary<string, string> genome, int first, int step, ISet<string> changes)
    {
        Dictionary<string, string> mutated = [];
        foreach ((string name, string bases) in genome)
        {
            char[] changed = bases.ToCharArray();
            for (int position = first; position < bases.Length - Fragment; position += step)
            {
                char reference = changed[position - 1];
                changed[position - 1] = Bases[(Bases.IndexOf(reference, StringComparison.Ordinal) + 1) % 4];
                changes.Add(string.Create(CultureInfo.InvariantCulture, $"{name}:{position} {reference}>{changed[position - 1]}"));
            }

            mutated.Add(name, new string(changed));
        }

        return mutated;
    }

    /// <summary>Pairs of reads with a wrong base in every two hundred or so, as two FASTQ texts.</summary>
    /// <param name="genome">What is read.</param>
    public (string First, string Second) Reads(IReadOnlyDictionary<string, string> genome)
    {
        StringBuilder first = new();
        StringBuilder second = new();
        int number = 0;
        foreach ((_, string bases) in genome)
        {
            for (int i = 0; i < bases.Length * Coverage / (2 * ReadLength); i++)
            {
                string fragment = bases.Substring(Next(bases.Length - Fragment), Fragment);
                Write(first, ++number, fragment[..ReadLength]);
                Write(second, number, Reversed(fragment[^ReadLength..]));
            }
        }

        return (first.ToString(), second.ToString());
    }

    private void Write(StringBuilder file, int number, string read)
    {
        file.Append(CultureInfo.InvariantCulture, $"@read{number}\n");
        foreach (char right in read)
        {
            file.Append(Next(200) == 0 ? Bases[Next(4)] : right);
        }

        file.Append("\n+\n").Append('I', read.Length).Append('\n');
    }

    private static string Reversed(string bases) =>
        new([.. Enumerable.Reverse(bases).Select(right => Bases[3 - Bases.IndexOf(right, StringComparison.Ordinal)])]);

    // Knuth's generator: what System.Random does for a seed is nobody's promise.
    private int Next(int limit)
    {
        _state = unchecked((_state * 6364136223846793005) + 1442695040888963407);
        return (int)((_state >> 33) % (ulong)limit);
    }
}
