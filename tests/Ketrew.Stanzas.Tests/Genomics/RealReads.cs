using System.Globalization;
using System.IO.Compression;
using Ketrew.CommandLine.Tests;
using Ketrew.Stanzas.Genomics;
using Ketrew.TestSupport;

namespace Ketrew.Stanzas.Tests.Genomics;

/// <summary>Simulated reads of two samples that are aligned and called; then a third sample comes. Once for all tests.</summary>
public sealed class RealReads : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Simulation _simulation = new(1);
    private readonly Dictionary<string, string> _genome;

    public RealReads() => _genome = new() { ["one"] = _simulation.Sequence(12000), ["two"] = _simulation.Sequence(6000) };

    /// <summary>What was changed in the samples, as <c>sequence:position reference>alternative</c>.</summary>
    internal SortedSet<string> Planted { get; } = new(StringComparer.Ordinal);

    /// <summary>What was found of the first two samples.</summary>
    internal SortedSet<string> Found { get; private set; } = [];

    /// <summary>Lines of the table of counts.</summary>
    internal string[] Summary { get; private set; } = [];

    /// <summary>The very first run.</summary>
    internal Outcome First { get; private set; } = new(-1, "", "");

    /// <summary>The run after another sample had come.</summary>
    internal Outcome AfterThirdSample { get; private set; } = new(-1, "", "");

    /// <summary>The run after a file of reads had been cut off in the middle.</summary>
    internal Outcome AfterDamage { get; private set; } = new(-1, "", "");

    /// <summary>Whether anything was left of the output of the damaged sample.</summary>
    internal bool IsDamagedAlignmentThere { get; private set; }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (GenomicsTools.WhatIsMissing is not null)
        {
            return;
        }

        Write();
        First = await RunAsync();
        Found = ReadVariants();
        Summary = File.Exists(_directory["aligned/summary.tsv"]) ? await File.ReadAllLinesAsync(_directory["aligned/summary.tsv"]) : [];
        WriteSample("c", 900, new SortedSet<string>(StringComparer.Ordinal));
        AfterThirdSample = await RunAsync();
        _directory.Write("reads/c_R2.fq", "@read1\nACGT\n+\nIIII\n");
        AfterDamage = await RunAsync();
        IsDamagedAlignmentThere = File.Exists(_directory["aligned/c.bam"]);
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    private Task<Outcome> RunAsync() => KetrewProgram.RunAsync(_directory.FullPath, "run");

    private void Write()
    {
        Directory.CreateDirectory(_directory["plugins"]);
        File.Copy(typeof(AlignSamplesStanza).Assembly.Location, _directory["plugins/Genomics.dll"]);
        _directory.Write("reference.fa", Simulation.Fasta(_genome));
        _directory.Write("reference.fa.fai", Simulation.FastaIndex(_genome));
        WriteSample("a", 500, Planted);
        WriteSample("b", 700, Planted);
        _directory.Write("workflow.yaml", """
            ketrew: 1
            plugins:
              - assembly: plugins/Genomics.dll
            pools: { threads: 2 }
            stanzas:
              - align-samples: { reference: reference.fa, reads: "reads/*.fq", threads: 2, pool: threads }
              - call-variants: { reference: reference.fa, reads: "reads/*.fq", chunk: 6000, pool: threads }
              - default: [align, variants]
            """);
    }

    private void WriteSample(string name, int firstChange, SortedSet<string> changes)
    {
        (string first, string second) = _simulation.Reads(Simulation.Mutate(_genome, firstChange, 1000, changes));
        _directory.Write($"reads/{name}_R1.fq", first);
        _directory.Write($"reads/{name}_R2.fq", second);
    }

    private SortedSet<string> ReadVariants()
    {
        SortedSet<string> variants = new(StringComparer.Ordinal);
        string path = _directory["variants/variants.vcf.gz"];
        if (!File.Exists(path))
        {
            return variants;
        }

        using StreamReader reader = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('\t') is [var sequence, var position, _, var reference, var alternative, ..] && line[0] != '#')
            {
                variants.Add(string.Create(CultureInfo.InvariantCulture, $"{sequence}:{position} {reference}>{alternative}"));
            }
        }

        return variants;
    }
}
