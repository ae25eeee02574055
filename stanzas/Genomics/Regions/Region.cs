using System.Globalization;

namespace Ketrew.Stanzas.Genomics.Regions;

/// <summary>A piece of a sequence.</summary>
/// <param name="Sequence">The sequence's name.</param>
/// <param name="First">Its first base, from 1.</param>
/// <param name="Last">Its last base, inclusive.</param>
internal sealed record Region(string Sequence, long First, long Last)
{
    /// <summary>How many bases it has.</summary>
    public long Length => Last - First + 1;

    /// <summary>As samtools and bcftools take it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}:{First}-{Last}");
}
