using Ketrew.Sdk;

namespace Ketrew.Stanzas.Genomics.Samples;

/// <summary>One sample.</summary>
/// <param name="Name">Letters, digits, <c>.</c>, <c>+</c>, <c>_</c> and <c>-</c>.</param>
/// <param name="Reads">Its FASTQ files: two for pairs, one for single reads, none when only its alignment is there.</param>
internal sealed record Sample(string Name, ValueList<ProjectPath> Reads)
{
    /// <summary>Its alignment in a directory.</summary>
    public ProjectPath Alignment(ProjectPath directory) => directory / $"{Name}.bam";

    /// <summary>The index of its alignment in a directory.</summary>
    public ProjectPath AlignmentIndex(ProjectPath directory) => directory / $"{Name}.bam.bai";
}
