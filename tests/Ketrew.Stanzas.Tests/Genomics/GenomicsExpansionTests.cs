using Ketrew.Sdk.Testing;
using Ketrew.Stanzas.Genomics;

namespace Ketrew.Stanzas.Tests.Genomics;

public sealed class GenomicsExpansionTests
{
    [Theory]
    [InlineData("a_R1.fastq.gz b_R1.fastq.gz a_R2.fastq.gz b_R2.fastq.gz", "a b")]
    [InlineData("a_1.fq a_2.fq", "a")]
    [InlineData("a.R1.fq.gz a.R2.fq.gz", "a")]
    [InlineData("single.fastq", "single")]
    [InlineData("a_S7_L001_R1_001.fastq.gz a_S7_L001_R2_001.fastq.gz", "a")]
    public void Reads_are_paired_by_their_names(string files, string samples)
    {
        StanzaProject project = Project("- align-samples: { reference: reference.fa, reads: \"reads/*\" }", [.. files.Split(' ')]);

        Expansion expansion = project.Expand().AssertClean();

        Assert.Equal(samples, string.Join(' ', expansion["align-summary"].Inputs.Select(path => path.Stem.Split('.')[0])));
    }

    [Theory]
    [InlineData("samples.csv", "sample,r1,r2\n# a remark\na,reads/x.fq,reads/y.fq\n\n\"b\",reads/z.fq,\n")]
    [InlineData("samples.tsv", "fastq_1\tsample\tfastq_2\nreads/x.fq\ta\treads/y.fq\nreads/z.fq\tb\n")]
    public void A_sheet_names_the_samples(string name, string text)
    {
        StanzaProject project = Project($"- align-samples: {{ reference: reference.fa, samples: {name} }}", "x.fq", "y.fq", "z.fq").Write(name, text);

        Expansion expansion = project.Expand().AssertClean();

        Assert.Equal(["reads/x.fq", "reads/y.fq"], expansion["align-a"].Inputs.Select(path => path.Value).Where(path => path.StartsWith("reads/", StringComparison.Ordinal)));
        Assert.Equal(["reads/z.fq"], expansion["align-b"].Inputs.Select(path => path.Value).Where(path => path.StartsWith("reads/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Long_sequences_are_cut_and_short_ones_put_together()
    {
        StanzaProject project = Project("- call-variants: { reference: reference.fa, reads: \"reads/*\", chunk: 100 }", "a.fq")
            .Write("reference.fa.fai", "long\t250\t6\t60\t61\nHLA*01:01\t40\t300\t60\t61\ns1\t30\t400\t60\t61\ns2\t20\t500\t60\t61\ns3\t20\t600\t60\t61\n");

        Expansion expansion = project.Expand().AssertClean();

        Assert.Equal(
            ["variants-call-HLA.01.01.1-40+2", "variants-call-long.1-83", "variants-call-long.167-250", "variants-call-long.84-166", "variants-call-s3.1-20"],
            expansion.Targets.Select(target => target.Id.Value).Where(id => id.StartsWith("variants-call-", StringComparison.Ordinal)));
    }

    [Fact]
    public void Regions_may_be_named()
    {
        StanzaProject project = Project("- call-variants: { reference: reference.fa, reads: \"reads/*\", regions: [\"one:1-2\", two] }", "a.fq");

        Expansion expansion = project.Expand().AssertClean();

        Assert.Equal(["variants/regions/one.1-2.bcf", "variants/regions/two.bcf"], expansion["variants-concatenate"].Inputs.Select(path => path.Value));
    }

    [Fact]
    public void The_plan_of_one_sample_is_seen_whole()
    {
        StanzaProject project = Project(
            "- align-samples: { reference: reference.fa, reads: \"reads/*\", threads: 4, pool: threads }\n  - call-variants: { reference: reference.fa, reads: \"reads/*\", pool: threads }", "a_1.fq", "a_2.fq");

        project.Expand().AssertClean().MatchSnapshot();
    }

    [Fact]
    public Task What_is_wrong_is_told_at_once()
    {
        StanzaProject project = Project(
            "- align-samples: { reference: reference.fa, reads: \"reads/*\", name: first }\n  - align-samples: { reference: reference.fa, samples: samples.csv, name: second }\n"
            + "  - align-samples: { reference: reference.fa, name: third }\n  - call-variants: { reference: other.fa, reads: \"reads/*\" }",
            "a_R2.fq", "b.txt", "c_S1_L001_R1_001.fq", "c_S1_L002_R1_001.fq").Write("samples.csv", "sample,r1\nx y,reads/gone.fq\n");

        Expansion expansion = project.Expand();

        return Verify(expansion.Errors);
    }

    [Fact]
    public void Content_of_reads_does_not_expand_again_but_another_sample_does()
    {
        StanzaProject project = Project("- align-samples: { reference: reference.fa, reads: \"reads/*\" }", "a_1.fq", "a_2.fq");

        project.AssertHitAfter(copy => copy.Write("reads/a_1.fq", "@read\nA\n+\nI\n"));
        project.AssertMissAfter(copy => copy.Write("reads/b.fq", ""));
    }

    private static StanzaProject Project(string stanzas, params string[] reads)
    {
        StanzaProject project = new StanzaProject().Add<AlignSamplesStanza>().Add<CallVariantsStanza>();
        project.Workflow($"ketrew: 1\npools: {{ threads: 8 }}\nstanzas:\n  {stanzas}\n").Write("reference.fa", ">one\nACGT\n").Write("reference.fa.fai", "one\t4\t5\t4\t5\n");
        foreach (string file in reads)
        {
            project.Write($"reads/{file}", "");
        }

        return project;
    }
}
