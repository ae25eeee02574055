using System.Globalization;
using Ketrew.Sdk;

namespace Ketrew.Stanzas.Genomics.Regions;

/// <summary>The sequences of a reference, from the index that <c>samtools faidx</c> writes.</summary>
/// <param name="Sequences">Each with its length, in the order of the file.</param>
internal sealed record FastaIndex(ValueList<Region> Sequences)
{
    // So that no command line is too long for the system.
    private const int MostRegions = 500;

    /// <summary>Reads the index.</summary>
    /// <param name="lines">Name, length and three more columns, separated by tabs.</param>
    /// <exception cref="FormatException">A line is something else.</exception>
    public static FastaIndex Parse(IEnumerable<string> lines) => new([.. lines.Select(ParseLine)]);

    /// <summary>Cuts long sequences into pieces, and puts short ones together, so that each set has about as many bases as wanted.</summary>
    /// <param name="bases">At least 1.</param>
    public IEnumerable<RegionSet> Chunks(long bases)
    {
        List<Region> together = [];
        foreach (Region piece in Sequences.SelectMany(sequence => Pieces(sequence, bases)))
        {
            if (together.Count > 0 && (together.Sum(region => region.Length) + piece.Length > bases || together.Count == MostRegions))
            {
                yield return SetOf(together);
                together.Clear();
            }

            together.Add(piece);
        }

        if (together.Count > 0)
        {
            yield return SetOf(together);
        }
    }

    private static RegionSet SetOf(IEnumerable<Region> regions) => new([.. regions.Select(region => region.ToString())]);

    // Pieces of one sequence have equal lengths: no small rest at the end.
    private static IEnumerable<Region> Pieces(Region sequence, long bases)
    {
        long count = Math.Max(1, (sequence.Length + bases - 1) / bases);
        for (long i = 0; i < count; i++)
        {
            yield return new Region(sequence.Sequence, (sequence.Length * i / count) + 1, sequence.Length * (i + 1) / count);
        }
    }

    private static Region ParseLine(string line) =>
        line.Split('\t') is [var name, var length, _, _, _, ..] && long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out long bases)
            ? new Region(name, 1, bases)
            : throw new FormatException($"`{line}` is no line of a FASTA index");
}
