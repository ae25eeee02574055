using Ketrew.Sdk;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Syntax;
using Ketrew.Stanzas.Genomics.Regions;
using Ketrew.Stanzas.Genomics.Samples;

namespace Ketrew.Stanzas.Genomics;

/// <summary>Calls the variants of all samples together, region by region: bcftools.</summary>
[Stanza("call-variants", Since = "0.1")]
public sealed class CallVariantsStanza : Stanza<CallVariantsStanza.Fields>
{
    /// <summary>What a user writes.</summary>
    /// <param name="Reference">The reference, FASTA, with its index (<c>.fai</c>) beside it.</param>
    /// <param name="Reads">FASTQ files, paired by their names. Either this or <paramref name="Samples"/>.</param>
    /// <param name="Samples">A table with the column <c>sample</c>.</param>
    /// <param name="Alignments">The directory that has <c>SAMPLE.bam</c> and <c>SAMPLE.bam.bai</c>.</param>
    /// <param name="Output">The directory that takes <c>variants.vcf.gz</c>, its index, and statistics.</param>
    /// <param name="Name">The target that stands for all of it, and the beginning of the other targets' names.</param>
    /// <param name="Chunk">About how many bases of the reference one target works on.</param>
    /// <param name="Regions">What to work on instead of the whole reference; one target each.</param>
    /// <param name="Ploidy">How many copies of each sequence a sample has.</param>
    /// <param name="MinimumQuality">Variants of less quality (Phred) are left out.</param>
    /// <param name="Pool">The workflow's pool that a thread is taken from.</param>
    public sealed record Fields(
        Located<ProjectPath> Reference,
        Located<GlobPattern>? Reads = null,
        Located<ProjectPath>? Samples = null,
        ProjectPath? Alignments = null,
        ProjectPath? Output = null,
        string Name = "variants",
        Located<long>? Chunk = null,
        Located<ValueList<string>>? Regions = null,
        int Ploidy = 2,
        decimal MinimumQuality = 20,
        string? Pool = null);

    /// <inheritdoc/>
    protected override void Expand(Fields fields, StanzaContext context)
    {
        ProjectPath alignments = fields.Alignments ?? context.Directory / "aligned";
        ProjectPath output = fields.Output ?? context.Directory / "variants";
        ValueList<Sample>? found = new SampleSource(context).Find(fields.Reads, fields.Samples);
        RegionSet[] sets = [.. FindRegions(fields, context)];
        if (found is not { } samples)
        {
            return;
        }

        Processors processors = new(1, fields.Pool);
        ValueList<ProjectPath> calls = [.. sets.Select(set => EmitCall(fields, set, samples, alignments, output, processors, context))];
        ProjectPath variants = EmitConcatenation(fields, calls, output, processors, context);
        context.Emit(new TargetStanza(fields.Name)
        {
            Description = "Statistics of the variants",
            Inputs = [variants],
            Outputs = [output / "variants.stats"],
            Pools = processors.UsesOne,
            Exec = ["bcftools", "stats", "-s", "-", variants.RelativeTo(context.Directory)],
            StandardOutput = output / "variants.stats",
        });
    }

    private static IEnumerable<RegionSet> FindRegions(Fields fields, StanzaContext context)
    {
        ProjectPath index = Index(fields);
        if (context.Exists(index) != EntryKind.File)
        {
            // What a target writes is not there when stanzas are expanded, so this one is made by hand.
            throw new StanzaFailedException($"`{index}` doesn't exist", fields.Reference.Origin, $"samtools faidx {fields.Reference.Value}");
        }

        if (fields.Regions is { Value.IsEmpty: false } regions)
        {
            return regions.Value.Select(region => new RegionSet([region]));
        }

        if (fields.Chunk is { Value: < 1 } chunk)
        {
            throw new StanzaFailedException($"`{chunk.Value}` is no number of bases", chunk.Origin, "chunk: 5000000");
        }

        try
        {
            return FastaIndex.Parse(context.Lines(index, ".")).Chunks(fields.Chunk?.Value ?? 5_000_000);
        }
        catch (FormatException exception)
        {
            throw new StanzaFailedException($"`{index}`: {exception.Message}", fields.Reference.Origin, $"samtools faidx {fields.Reference.Value}");
        }
    }

    private static ProjectPath EmitCall(
        Fields fields, RegionSet set, ValueList<Sample> samples, ProjectPath alignments, ProjectPath output, Processors processors, StanzaContext context)
    {
        string Word(ProjectPath path) => Shell.Quote(path, context.Directory);
        ProjectPath called = output / "regions" / $"{set.Name}.bcf";
        IEnumerable<ProjectPath> bams = samples.Select(sample => sample.Alignment(alignments));
        context.Emit(new TargetStanza($"{fields.Name}-call-{set.Name}")
        {
            Description = $"Variants of all samples in {set.Argument}",
            Tags = ["call"],
            Inputs = [fields.Reference.Value, Index(fields), .. samples.SelectMany(sample => new GlobPattern[] { sample.Alignment(alignments), sample.AlignmentIndex(alignments) })],
            Outputs = [called],
            Pools = processors.UsesOne,
            Interpreter = Bash.Interpreter,
            // Without `--no-version` the header holds the time of day, and nothing would ever be up to date.
            Run = $"bcftools mpileup --no-version -Ou -a FORMAT/AD,FORMAT/DP -f {Word(fields.Reference.Value)} -r {Shell.Quote(set.Argument)} {string.Join(' ', bams.Select(Word))} |\n"
                + $"  bcftools call --no-version --ploidy {fields.Ploidy} -mv -Ob -o {Word(called)}",
        });
        return called;
    }

    private static ProjectPath EmitConcatenation(Fields fields, ValueList<ProjectPath> calls, ProjectPath output, Processors processors, StanzaContext context)
    {
        string Word(ProjectPath path) => Shell.Quote(path, context.Directory);
        ProjectPath variants = output / "variants.vcf.gz";
        context.Emit(new TargetStanza($"{fields.Name}-concatenate")
        {
            Description = "The variants of all regions in one file",
            Inputs = [.. calls.Select(GlobPattern.Literal)],
            Outputs = [variants, output / "variants.vcf.gz.tbi"],
            Pools = processors.UsesOne,
            Interpreter = Bash.Interpreter,
            Run = $"bcftools concat --no-version -Ou {string.Join(' ', calls.Select(Word))} |\n"
                + $"  bcftools view --no-version -i {Shell.Quote(FormattableString.Invariant($"QUAL>={fields.MinimumQuality}"))} -Oz -o {Word(variants)}\n"
                + $"bcftools index --force --tbi {Word(variants)}",
        });
        return variants;
    }

    private static ProjectPath Index(Fields fields) => fields.Reference.Value.Parent / $"{fields.Reference.Value.Name}.fai";
}
