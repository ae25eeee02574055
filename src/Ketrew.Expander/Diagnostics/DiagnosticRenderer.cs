using System.Globalization;
using System.Text;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Diagnostics;

/// <summary>Diagnostics as people read them: the sentence, the place, the line with carets, hint and notes.</summary>
/// <param name="readFile">The text of a file that spans name; null when it can't be shown.</param>
public sealed class DiagnosticRenderer(Func<string, string?> readFile)
{
    private static readonly string[] _lineBreaks = ["\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029"];

    private readonly Dictionary<string, string[]?> _lines = new(StringComparer.Ordinal);

    /// <summary>All diagnostics as plain text, sorted by place, each once, an empty line between; empty text for none.</summary>
    /// <param name="diagnostics">In any order.</param>
    public string Render(IEnumerable<Diagnostic> diagnostics)
    {
        StringBuilder text = new();
        foreach (Diagnostic diagnostic in Sort(diagnostics))
        {
            text.Append(text.Length > 0 ? "\n" : "");
            foreach (ValueList<TextPart> line in RenderOne(diagnostic))
            {
                text.AppendJoin("", line.Select(part => part.Text)).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>The lines of one diagnostic, in pieces that can be coloured.</summary>
    /// <param name="diagnostic">What to show.</param>
    public IEnumerable<ValueList<TextPart>> RenderOne(Diagnostic diagnostic)
    {
        TextStyle style = diagnostic.Severity == Severity.Error ? TextStyle.Error : TextStyle.Warning;
        string word = diagnostic.Severity == Severity.Error ? "error" : "warning";
        yield return [new TextPart($"{word} {diagnostic.Code}", style), new TextPart($": {diagnostic.Message}", TextStyle.Plain)];

        int margin = diagnostic.Span is { } place ? place.Line.ToString(CultureInfo.InvariantCulture).Length : 1;
        string indent = new(' ', margin);
        if (diagnostic.Span is { } span)
        {
            // Lines of a printed stanza are nowhere to be looked up.
            string location = diagnostic.Source is null ? span.ToString() : span.File;
            yield return [new TextPart($"{indent}--> ", TextStyle.Frame), new TextPart(location, TextStyle.Location)];
            foreach (ValueList<TextPart> line in Excerpt(span, LinesOf(diagnostic, span), indent, style))
            {
                yield return line;
            }
        }

        if (diagnostic.Hint is not null)
        {
            yield return [new TextPart($"{indent} = ", TextStyle.Frame), new TextPart("hint", TextStyle.Label), new TextPart($": {diagnostic.Hint}", TextStyle.Plain)];
        }

        foreach (DiagnosticNote note in diagnostic.Notes)
        {
            yield return Note(note, indent);
        }
    }

    /// <summary>The order in which diagnostics are shown: by file, line, column and code; equal ones once. Those without a place come first.</summary>
    /// <param name="diagnostics">In any order.</param>
    public static IEnumerable<Diagnostic> Sort(IEnumerable<Diagnostic> diagnostics) => diagnostics
        .Distinct()
        .OrderBy(diagnostic => diagnostic.Span?.File, StringComparer.Ordinal)
        .ThenBy(diagnostic => diagnostic.Span?.Line)
        .ThenBy(diagnostic => diagnostic.Span?.Column)
        .ThenBy(diagnostic => diagnostic.Code, StringComparer.Ordinal);

    private static IEnumerable<ValueList<TextPart>> Excerpt(SourceSpan span, string[]? lines, string indent, TextStyle style)
    {
        if (lines is null || span.Line > lines.Length)
        {
            yield break;
        }

        string line = lines[span.Line - 1];
        int endColumn = span.EndLine == span.Line ? span.EndColumn : line.TrimEnd().Length + 1;
        SourceLine shown = SourceLine.Show(line, span.Column, endColumn);
        TextPart bar = new($"{indent} |", TextStyle.Frame);
        yield return [bar];
        yield return [
            new TextPart(string.Create(CultureInfo.InvariantCulture, $"{span.Line} |"), TextStyle.Frame),
            new TextPart(shown.Text.Length == 0 ? "" : $" {shown.Text}", TextStyle.Plain)];
        yield return [bar, new TextPart(new string(' ', shown.Indent + 1), TextStyle.Plain), new TextPart(new string('^', shown.Width), style)];
    }

    private static ValueList<TextPart> Note(DiagnosticNote note, string indent)
    {
        ValueList<TextPart> parts = [new TextPart($"{indent} = ", TextStyle.Frame), new TextPart("note", TextStyle.Label), new TextPart($": {note.Message.ReplaceLineEndings($"\n{indent}   ")}", TextStyle.Plain)];
        return note.Span is { } span ? [.. parts, new TextPart(": ", TextStyle.Plain), new TextPart(span.ToString(), TextStyle.Location)] : parts;
    }

    private string[]? LinesOf(Diagnostic diagnostic, SourceSpan span)
    {
        if (diagnostic.Source is not null)
        {
            return Split(diagnostic.Source);
        }

        if (!_lines.TryGetValue(span.File, out string[]? lines))
        {
            lines = readFile(span.File) is { } text ? Split(text) : null;
            _lines.Add(span.File, lines);
        }

        return lines;
    }

    // As the parser counts lines. A byte order mark takes no column.
    private static string[] Split(string text) => text.TrimStart('\uFEFF').Split(_lineBreaks, StringSplitOptions.None);
}
