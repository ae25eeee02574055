using Ketrew.Sdk;
using Ketrew.Sdk.Observations;

namespace Ketrew.Stanzas.Genomics.Samples;

/// <summary>Reads a table with a line of column names: <c>sample</c>, and <c>r1</c> and <c>r2</c> for the files.</summary>
/// <param name="context">Takes questions.</param>
/// <param name="report">Takes what is wrong.</param>
internal sealed class SampleSheet(StanzaContext context, SampleReport report)
{
    private static readonly string[][] _columns = [["sample"], ["r1", "fastq_1", "read1"], ["r2", "fastq_2", "read2"]];

    /// <summary>Its samples; lines that are blank or begin with <c>#</c> mean nothing.</summary>
    /// <param name="sheet">Separated by tabs when it is a <c>.tsv</c>, by commas otherwise.</param>
    public IReadOnlyList<Sample> Read(ProjectPath sheet)
    {
        char separator = sheet.Extension.Equals(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',';
        string[][] rows = [.. context.Lines(sheet, @"^\s*[^#\s]").Select(line => line.Split(separator).Select(cell => cell.Trim().Trim('"')).ToArray())];
        int[] places = [.. _columns.Select(names => rows.Length == 0 ? -1 : Array.FindIndex(rows[0], cell => names.Contains(cell, StringComparer.OrdinalIgnoreCase)))];
        if (places[0] < 0)
        {
            report.Add($"`{sheet}` doesn't begin with the names of its columns", $"sample{separator}r1{separator}r2");
            return [];
        }

        return [.. rows.Skip(1).Select(row => new Sample(Cell(row, places[0]), [.. places.Skip(1).Select(place => Cell(row, place)).Where(cell => cell.Length > 0).SelectMany(cell => Locate(cell, sheet))]))];
    }

    private static string Cell(string[] row, int place) => place >= 0 && place < row.Length ? row[place] : "";

    private IEnumerable<ProjectPath> Locate(string cell, ProjectPath sheet)
    {
        if (!ProjectPath.TryParse(cell, context.Directory, out ProjectPath path, out string? problem))
        {
            report.Add($"{problem}: `{sheet}` names it");
            return [];
        }

        if (context.Exists(path) != EntryKind.File)
        {
            report.Add($"`{sheet}` names `{path}`, which doesn't exist");
        }

        return [path];
    }
}
