using System.Text.RegularExpressions;
using Ketrew.Sdk;

namespace Ketrew.Stanzas.Genomics.Samples;

/// <summary>Makes samples of FASTQ files by their names: <c>a_R1.fastq.gz</c> and <c>a_R2.fastq.gz</c>, <c>a_1.fq</c> and <c>a_2.fq</c>, <c>a.fq</c>.</summary>
internal static partial class ReadPairs
{
    /// <summary>Asks for the files and pairs them.</summary>
    /// <param name="patterns">What the user wrote.</param>
    /// <param name="context">Takes the question.</param>
    /// <param name="report">Takes what is wrong.</param>
    public static IReadOnlyList<Sample> Find(GlobPattern patterns, StanzaContext context, SampleReport report)
    {
        (ProjectPath File, Match Name)[] files = [.. context.Glob(patterns).Select(file => (file, FastqName().Match(file.Name)))];
        foreach ((ProjectPath file, _) in files.Where(file => !file.Name.Success))
        {
            report.Add($"`{file}` isn't named like a FASTQ file", "sample_R1.fastq.gz");
        }

        if (files.Length == 0)
        {
            report.Add("no reads match", "reads: \"reads/*.fastq.gz\"");
        }

        return [.. files.Where(file => file.Name.Success).GroupBy(file => (file.File.Parent, SampleOf(file.Name), LaneOf(file.Name))).Select(group => Pair(group.Key.Item2, [.. group], report))];
    }

    private static Sample Pair(string name, (ProjectPath File, Match Name)[] files, SampleReport report)
    {
        string[] mates = [.. files.Select(file => file.Name.Groups["mate"].Value)];
        if (mates is not ([""] or ["1"] or ["1", "2"]))
        {
            string found = string.Join(" and ", files.Select(file => $"`{file.File}`"));
            report.Add($"{found} {(files.Length == 1 ? "has no mate" : "are no pair")}", $"{name}_R1.fastq.gz and {name}_R2.fastq.gz");
        }

        return new Sample(name, [.. files.Select(file => file.File)]);
    }

    private static string SampleOf(Match name) => name.Groups["sample"].Value;

    private static string LaneOf(Match name) => name.Groups["lane"].Value;

    [GeneratedRegex(@"^(?<sample>.+?)(?<lane>_S\d+(_L\d{3})?)?([._]R?(?<mate>[12])(_001)?)?\.(fastq|fq)(\.gz)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex FastqName();
}
