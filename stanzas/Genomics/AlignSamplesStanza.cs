using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;
using Ketrew.Stanzas.Genomics.Samples;

namespace Ketrew.Stanzas.Genomics;

/// <summary>Aligns the reads of each sample to a reference: bwa and samtools.</summary>
[Stanza("align-samples", Since = "0.1")]
public sealed class AlignSamplesStanza : Stanza<AlignSamplesStanza.Fields>
{
    // bwa goes on when one of the two files ends before the other one, and says so in passing.
    private const string LostReads = "/file has fewer sequences/";

    private static readonly string[] _indexExtensions = [".amb", ".ann", ".bwt", ".pac", ".sa"];

    /// <summary>What a user writes.</summary>
    /// <param name="Reference">The reference, FASTA.</param>
    /// <param name="Reads">FASTQ files, paired by their names. Either this or <paramref name="Samples"/>.</param>
    /// <param name="Samples">A table with the columns <c>sample</c>, <c>r1</c>, <c>r2</c>.</param>
    /// <param name="Output">The directory that takes <c>SAMPLE.bam</c>, its index, statistics, and the index of the reference.</param>
    /// <param name="Name">The target that stands for all of it, and the beginning of the other targets' names.</param>
    /// <param name="Threads">Threads for one sample.</param>
    /// <param name="Pool">The workflow's pool that threads are taken from.</param>
    public sealed record Fields(
        Located<ProjectPath> Reference,
        Located<GlobPattern>? Reads = null,
        Located<ProjectPath>? Samples = null,
        ProjectPath? Output = null,
        string Name = "align",
        Located<int>? Threads = null,
        string? Pool = null);

    /// <inheritdoc/>
    protected override void Expand(Fields fields, StanzaContext context)
    {
        if (fields.Threads is { Value: < 1 or > 1024 } threads)
        {
            context.Error($"`{threads.Value}` is no number of threads", threads.Origin, "threads: 4");
            return;
        }

        ProjectPath output = fields.Output ?? context.Directory / "aligned";
        if (new SampleSource(context).Find(fields.Reads, fields.Samples) is not { } samples)
        {
            return;
        }

        foreach (Sample sample in samples.Where(sample => sample.Reads.IsEmpty))
        {
            context.Error($"`{sample.Name}` has no reads", fields.Samples?.Origin ?? FieldPath.Stanza, "sample,r1,r2");
        }

        Processors processors = new(fields.Threads?.Value ?? 1, fields.Pool);
        ProjectPath index = output / "index" / fields.Reference.Value.Name;
        EmitIndex(fields, index, processors, context);
        foreach (Sample sample in samples)
        {
            EmitAlignment(fields, sample, index, output, processors, context);
            EmitAlignmentIndex(fields, sample, output, processors, context);
            EmitStatistics(fields, sample, output, processors, context);
        }

        EmitSummary(fields, samples, output, context);
        context.Emit(new GroupStanza(fields.Name)
        {
            Description = "Every sample aligned",
            Needs = [.. samples.Select(sample => $"{fields.Name}-index-{sample.Name}"), $"{fields.Name}-summary"],
        });
    }

    private static void EmitIndex(Fields fields, ProjectPath index, Processors processors, StanzaContext context) => context.Emit(new TargetStanza($"{fields.Name}-reference")
    {
        Description = $"Index of {fields.Reference.Value} for bwa",
        Inputs = [fields.Reference.Value],
        Outputs = [.. _indexExtensions.Select(extension => index.Parent / $"{index.Name}{extension}")],
        Pools = processors.UsesOne,
        Exec = ["bwa", "index", "-p", index.RelativeTo(context.Directory), fields.Reference.Value.RelativeTo(context.Directory)],
    });

    private static void EmitAlignment(Fields fields, Sample sample, ProjectPath index, ProjectPath output, Processors processors, StanzaContext context)
    {
        string Word(ProjectPath path) => Shell.Quote(path, context.Directory);
        ProjectPath alignment = sample.Alignment(output);
        string group = Shell.Quote($@"@RG\tID:{sample.Name}\tSM:{sample.Name}\tPL:ILLUMINA");
        context.Emit(new TargetStanza($"{fields.Name}-{sample.Name}")
        {
            Description = $"Reads of {sample.Name}, aligned and sorted",
            Tags = ["align"],
            Inputs = [.. sample.Reads.Select(GlobPattern.Literal), .. _indexExtensions.Select(extension => GlobPattern.Literal(index.Parent / $"{index.Name}{extension}"))],
            Outputs = [alignment],
            Pools = processors.Uses,
            Interpreter = Bash.Interpreter,
            // Sorting has a file of its own name for what doesn't fit into memory, so that nothing is shared between samples.
            Run = $$"""
                { bwa mem -t {{processors.Threads}} -R {{group}} {{Word(index)}} {{string.Join(' ', sample.Reads.Select(Word))}} |
                  samtools sort -@ {{processors.Threads - 1}} -T {{Word(output / $"{sample.Name}.sorting")}} -o {{Word(alignment)}} -; } 2>&1 |
                  awk '{ print } {{LostReads}} { lost = 1 } END { exit lost }'
                """,
        });
    }

    private static void EmitAlignmentIndex(Fields fields, Sample sample, ProjectPath output, Processors processors, StanzaContext context) =>
        context.Emit(new TargetStanza($"{fields.Name}-index-{sample.Name}")
        {
            Description = $"Index of the alignment of {sample.Name}",
            Inputs = [sample.Alignment(output)],
            Outputs = [sample.AlignmentIndex(output)],
            Pools = processors.UsesOne,
            Exec = ["samtools", "index", sample.Alignment(output).RelativeTo(context.Directory), sample.AlignmentIndex(output).RelativeTo(context.Directory)],
        });

    private static void EmitStatistics(Fields fields, Sample sample, ProjectPath output, Processors processors, StanzaContext context) =>
        context.Emit(new TargetStanza($"{fields.Name}-statistics-{sample.Name}")
        {
            Description = $"Counts of the reads of {sample.Name}",
            Inputs = [sample.Alignment(output)],
            Outputs = [Statistics(sample, output)],
            Pools = processors.UsesOne,
            Exec = ["samtools", "flagstat", "-O", "tsv", sample.Alignment(output).RelativeTo(context.Directory)],
            StandardOutput = Statistics(sample, output),
        });

    private static void EmitSummary(Fields fields, ValueList<Sample> samples, ProjectPath output, StanzaContext context)
    {
        ProjectPath table = output / "summary.tsv";
        context.Emit(new TargetStanza($"{fields.Name}-summary")
        {
            Description = "Reads of all samples: how many there are, and how many were aligned",
            Inputs = [.. samples.Select(sample => GlobPattern.Literal(Statistics(sample, output)))],
            Outputs = [table],
            StandardOutput = table,
            Exec =
            [
                "awk", "-F", "\t",
                """
                BEGIN { print "sample\treads\taligned" }
                FNR == 1 { name = FILENAME; sub(/.*\//, "", name); sub(/\.flagstat\.tsv$/, "", name) }
                $3 == "primary" { reads = $1 }
                $3 == "primary mapped" { print name "\t" reads "\t" $1 }
                """,
                .. samples.Select(sample => Statistics(sample, output).RelativeTo(context.Directory)),
            ],
        });
    }

    private static ProjectPath Statistics(Sample sample, ProjectPath output) => output / $"{sample.Name}.flagstat.tsv";
}
