using System.Text.RegularExpressions;
using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Stanzas.Genomics.Samples;

/// <summary>Makes samples of FASTQ files by their names: <c>a_R1.fastq.gz</c> and <c>a_R2.fastq.gz</c>, <c>a_1.fq</c> and <c>a_2.fq</c>, <c>a.fq</c>.</summary>
internal static partial class ReadPairs
{
    /// <summary>Asks for the files and pairs them.</summary>
    /// <param name="patterns">What the user wrote.</param>
    /// <param name="context">Takes question and problems.</param>
    public static IReadOnlyList<Sample> Find(Located<GlobPattern> patterns, StanzaContext context)
    {
        (ProjectPath File, Match Name)[] files = [.. context.Glob(patterns.Value).Select(file => (file, FastqName().Match(file.Name)))];
        foreach ((ProjectPath file, _) in files.Where(file => !file.Name.Success))
        {
            context.Error($"`{file}` isn't named like a FASTQ file", patterns.Origin, "sample_R1.fastq.gz");
        }

        if (files.Length == 0)
        {
            context.Error("no reads match", patterns.Origin, "reads: \"reads/*.fastq.gz\"");
        }

        return [.. files.Where(file => file.Name.Success).GroupBy(file => (file.File.Parent, SampleOf(file.Name), LaneOf(file.Name))).Select(group => Pair(group.Key.Item2, [.. group], patterns.Origin, context))];
    }

    private static Sample Pair(string name, (ProjectPath File, Match Name)[] files, FieldPath origin, StanzaContext context)
    {
        string[] mates = [.. files.Select(file => file.Name.Groups["mate"].Value)];
        if (mates is not ([""] or ["1"] or ["1", "2"]))
        {
            context.Error($"{string.Join(" and ", files.Select(file => $"`{file.File}`"))} are no pair", origin, $"{name}_R1.fastq.gz and {name}_R2.fastq.gz");
        }

        return new Sample(name, [.. files.Select(file => file.File)]);
    }

    private static string SampleOf(Match name) => name.Groups["sample"].Value;

    private static string LaneOf(Match name) => name.Groups["lane"].Value;

    [GeneratedRegex(@"^(?<sample>.+?)(?<lane>_S\d+(_L\d{3})?)?([._]R?(?<mate>[12])(_001)?)?\.(fastq|fq)(\.gz)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex FastqName();
}
