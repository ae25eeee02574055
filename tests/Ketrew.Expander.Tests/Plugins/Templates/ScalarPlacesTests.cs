using FsCheck;
using FsCheck.Fluent;
using Ketrew.Expander.Plugins.Templates;
using Ketrew.Expander.Printing;
using Ketrew.Expander.Reading;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Tests.Plugins.Templates;

public sealed class ScalarPlacesTests
{
    [Theory]
    [InlineData("a: plain {{ x }} text\n", 1, 10, 15)]
    [InlineData("a: 'it''s {{ x }}'\n", 1, 11, 16)]
    [InlineData("a: \"tab\\t\\u00e9\\x41\\U0001F600\\\"{{ x }}\"\n", 1, 32, 37)]
    [InlineData("a: &name !!str \"{{ x }}\"\n", 1, 17, 22)]
    [InlineData("a: |\n  one\n\n    two {{ x }}\n  three\n", 4, 9, 14)]
    [InlineData("a: |2-\n   one {{ x }}\n", 2, 8, 13)]
    [InlineData("a: >\n  folded\n  words\n\n  and {{ x }}\n", 5, 7, 12)]
    [InlineData("a: plain\n  over lines {{ x }}\n  and more\n", 2, 14, 19)]
    [InlineData("a: \"quoted\n\n  over \\\n  lines {{ x }}\"\n", 4, 9, 14)]
    [InlineData("a: 'quoted\n  over lines {{ x }}'\n", 2, 14, 19)]
    [InlineData("a: |\r\n  one\r\n  two {{ x }}\r\n", 3, 7, 12)]
    [InlineData("[{a: [1, \"{{ x }}\"]}]\n", 1, 11, 16)]
    public void A_part_is_found_through_quotes_escapes_folding_and_indentation(string file, int line, int column, int endColumn)
    {
        ScalarNode scalar = Scalars(YamlReader.Read(file, "f").Root!).Single(node => node.Text.Contains("{{", StringComparison.Ordinal));

        SourceSpan? found = ScalarPlaces.Find(file, scalar.Span!.Value, scalar.Text, scalar.Text.IndexOf("{{ x ", StringComparison.Ordinal), 5);

        Assert.Equal(new SourceSpan("f", line, column, line, endColumn), found);
    }

    [Fact]
    public void What_an_alias_repeats_has_no_parts_there()
    {
        const string File = "a: &x text\nb: *x\n";
        ScalarNode alias = Scalars(YamlReader.Read(File, "f").Root!).Last();

        Assert.Null(ScalarPlaces.Find(File, alias.Span!.Value, alias.Text, 0, 4));
    }

    [Fact]
    public void Whatever_the_style_a_letter_is_never_found_where_another_one_stands()
    {
        Prop.ForAll(Samples.Text.ToArbitrary(), text =>
        {
            string file = YamlPrinter.Print(Node.Mapping(("a", text)));
            ScalarNode scalar = Scalars(YamlReader.Read(file, "f").Root!).Single();
            string[] lines = file.Split('\n');

            IEnumerable<(char Letter, SourceSpan? Span)> found = scalar.Text
                .Select((letter, index) => (letter, ScalarPlaces.Find(file, scalar.Span!.Value, scalar.Text, index, 1)))
                .Where(pair => char.IsAsciiLetterOrDigit(pair.letter));

            Assert.All(found, pair => Assert.True(pair.Span is not { } span || lines[span.Line - 1][span.Column - 1] == pair.Letter, file));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    private static IEnumerable<ScalarNode> Scalars(Node node) => node switch
    {
        ScalarNode scalar => [scalar],
        SequenceNode sequence => sequence.Items.SelectMany(Scalars),
        MappingNode mapping => mapping.Fields.SelectMany(field => Scalars(field.Value)),
        _ => [],
    };
}
