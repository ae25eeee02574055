using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Tests.Diagnostics;

public sealed class DiagnosticRendererTests
{
    [Fact]
    public void Diagnostics_are_sorted_by_place_and_shown_once()
    {
        Diagnostic first = new("KE020", "one", new SourceSpan("a.yaml", 2, 1, 2, 2));
        Diagnostic second = new("KE020", "two", new SourceSpan("a.yaml", 10, 1, 10, 2));
        Diagnostic nowhere = new("KE020", "none", null);

        IEnumerable<Diagnostic> sorted = DiagnosticRenderer.Sort([second, first, nowhere, second]);

        Assert.Equal([nowhere, first, second], sorted);
    }

    [Fact]
    public void A_file_that_cannot_be_shown_costs_only_the_excerpt()
    {
        Diagnostic diagnostic = new("KE020", "unknown", new SourceSpan("gone.yaml", 3, 5, 3, 9)) { Hint = "look" };

        string text = new DiagnosticRenderer(_ => null).Render([diagnostic]);

        Assert.Equal("error KE020: unknown\n --> gone.yaml:3:5\n  = hint: look\n", text);
    }

    [Theory]
    [InlineData("\tname: x", 2, 6, "    name: x", 4, 4)]
    [InlineData("日本: x", 5, 6, "日本: x", 6, 1)]
    [InlineData("é́: x", 5, 6, "é́: x", 3, 1)]
    [InlineData("ab", 3, 3, "ab", 2, 1)]
    [InlineData("ab", 9, 12, "ab", 2, 1)]
    [InlineData("a\u001b[31mb", 1, 2, "a␛[31mb", 0, 1)]
    public void Carets_stand_under_what_a_terminal_shows(string line, int column, int endColumn, string text, int indent, int width)
    {
        SourceLine shown = SourceLine.Show(line, column, endColumn);

        Assert.Equal(new SourceLine(text, indent, width), shown);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(150)]
    [InlineData(400)]
    public void A_long_line_is_cut_around_what_is_marked(int column)
    {
        string line = string.Concat(Enumerable.Range(0, 400).Select(index => (char)('a' + (index % 26))));

        SourceLine shown = SourceLine.Show(line, column, column + 1);

        Assert.InRange(shown.Text.Length, 1, 100);
        Assert.Equal(line[column - 1], shown.Text[shown.Indent]);
    }

    [Fact]
    public void A_span_of_several_lines_is_marked_to_the_end_of_its_first()
    {
        Diagnostic diagnostic = new("KE020", "x", new SourceSpan("a.yaml", 1, 3, 2, 4));

        string text = new DiagnosticRenderer(_ => "a: [b,\n c]").Render([diagnostic]);

        Assert.Contains("1 | a: [b,\n  |   ^^^^\n", text, StringComparison.Ordinal);
    }
}
