using System.Text.RegularExpressions;
using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Stanzas.Genomics.Samples;

/// <summary>Finds the samples, from whichever of the two fields is there.</summary>
/// <param name="context">Takes questions and problems.</param>
internal sealed partial class SampleSource(StanzaContext context)
{
    /// <summary>The samples, sorted by name; null after something was reported.</summary>
    /// <param name="reads">Patterns of FASTQ files.</param>
    /// <param name="sheet">A table of samples.</param>
    public ValueList<Sample>? Find(Located<GlobPattern>? reads, Located<ProjectPath>? sheet)
    {
        if (reads is null == sheet is null)
        {
            context.Error("either `reads` or `samples` is wanted", hint: "reads: \"reads/*.fastq.gz\"");
            return null;
        }

        FieldPath origin = reads?.Origin ?? sheet?.Origin ?? FieldPath.Stanza;
        SampleReport report = new(context, origin);
        IReadOnlyList<Sample> found = reads is { } patterns ? ReadPairs.Find(patterns.Value, context, report) : new SampleSheet(context, report).Read(sheet.GetValueOrDefault().Value);
        ReportNames(found, report);
        return report.IsEmpty ? [.. found.OrderBy(sample => sample.Name, StringComparer.Ordinal)] : null;
    }

    private static void ReportNames(IReadOnlyList<Sample> samples, SampleReport report)
    {
        foreach (Sample sample in samples.Where(sample => !UsableName().IsMatch(sample.Name)))
        {
            report.Add($"`{sample.Name}` is no name of a sample", "letters, digits, `.`, `+`, `_` and `-`");
        }

        foreach (IGrouping<string, Sample> twice in samples.GroupBy(sample => sample.Name).Where(group => group.Count() > 1))
        {
            string files = string.Join(" and ", twice.Select(sample => sample.Reads is [var first, ..] ? $"`{first}`" : "a line without reads"));
            report.Add($"`{twice.Key}` is more than one sample: {files}", $"cat LANE1 LANE2 > {twice.Key}_R1.fastq.gz");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._+-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex UsableName();
}
