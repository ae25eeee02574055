using Ketrew.CommandLine.Tests;
namespace Ketrew.Stanzas.Tests.Genomics;

public sealed class RealReadsTests(RealReads reads) : IClassFixture<RealReads>
{
    [GenomicsFact]
    public void The_planted_variants_are_found_and_no_others()
    {
        Assert.Equal(0, reads.First.ExitCode);
        Assert.Equal(reads.Planted, reads.Found);
    }

    [GenomicsFact]
    public void The_summary_counts_the_reads_of_every_sample()
    {
        string[][] rows = [.. reads.Summary.Skip(1).Select(line => line.Split('\t'))];

        Assert.Equal("sample\treads\taligned", reads.Summary[0]);
        Assert.Equal(["a", "b"], rows.Select(row => row[0]));
        Assert.All(rows, row => Assert.Equal("5400", row[1]));
    }

    [GenomicsFact]
    public void Another_sample_is_aligned_and_what_gathers_runs() =>
        Assert.Equal(
            [
                "align-c", "align-index-c", "align-statistics-c", "align-summary",
                "variants", "variants-call-one.1-6000", "variants-call-one.6001-12000", "variants-call-two.1-6000", "variants-concatenate",
            ],
            ExecutedTargets.Of(reads.AfterThirdSample));

    [GenomicsFact]
    public void A_failure_in_the_middle_of_a_pipe_fails_the_target()
    {
        Assert.NotEqual(0, reads.AfterDamage.ExitCode);
        Assert.Contains("failed align-c", reads.AfterDamage.Output + reads.AfterDamage.Error, StringComparison.Ordinal);
        Assert.False(reads.IsDamagedAlignmentThere);
    }
}
