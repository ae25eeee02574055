using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ketrew.Expander.Reading;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Tests.Reading;

public sealed class YamlReaderTests
{
    private const string Sample =
        """
        ketrew: 1
        stanzas:
          - target: &base
              name: "a"
              inputs: [x, 'y z', {p: q}]
              run: |
                echo one
                echo two
          - target: *base
          - group: { name: b, needs: [a] }
        """;

    [Theory]
    [InlineData("a: 1", "{'a'@1:1-1:2=Integer 1@1:4-1:5}@1:1-1:5")]
    [InlineData("a: [b, c ]", "{'a'@1:1-1:2=['b'@1:5-1:6, 'c'@1:8-1:9]@1:4-1:11}@1:1-1:11")]
    [InlineData("a: {b: [], c: {}}", "{'a'@1:1-1:2={'b'@1:5-1:6=[]@1:8-1:10, 'c'@1:12-1:13={}@1:15-1:17}@1:4-1:18}@1:1-1:18")]
    [InlineData("- a\n- b:\n    c", "['a'@1:3-1:4, {'b'@2:3-2:4='c'@3:5-3:6}@2:3-3:6]@1:1-3:6")]
    [InlineData("a: &x [1]\nb: *x", "{'a'@1:1-1:2=[Integer 1@1:8-1:9]@1:4-1:10, 'b'@2:1-2:2=[Integer 1@1:8-1:9]@2:4-2:6}@1:1-2:6")]
    [InlineData("[a: b]", "[{'a'@1:2-1:3='b'@1:5-1:6}@1:2-1:6]@1:1-1:7")]
    [InlineData("a:\nb: c", "{'a'@1:1-1:2=Null @1:1-1:2, 'b'@2:1-2:2='c'@2:4-2:5}@1:1-2:5")]
    [InlineData("😀: x", "{'😀'@1:1-1:3='x'@1:5-1:6}@1:1-1:6")]
    public void Every_node_knows_where_it_was_written(string text, string expected)
    {
        ReadResult result = YamlReader.Read(text, "x");

        Assert.Equal(expected, NodeText.Of(result.Root, withSpans: true));
    }

    [Theory]
    [InlineData("yes", ScalarKind.Text)]
    [InlineData("on", ScalarKind.Text)]
    [InlineData("True", ScalarKind.Boolean)]
    [InlineData("~", ScalarKind.Null)]
    [InlineData("007", ScalarKind.Integer)]
    [InlineData("0o17", ScalarKind.Integer)]
    [InlineData("0xG", ScalarKind.Text)]
    [InlineData("1_000", ScalarKind.Text)]
    [InlineData("-", ScalarKind.Text)]
    [InlineData(".", ScalarKind.Text)]
    [InlineData("1.", ScalarKind.Float)]
    [InlineData(".5e-3", ScalarKind.Float)]
    [InlineData("1e", ScalarKind.Text)]
    [InlineData("-.INF", ScalarKind.Float)]
    [InlineData("+.nan", ScalarKind.Text)]
    [InlineData("1.2.3", ScalarKind.Text)]
    [InlineData("2001-12-14", ScalarKind.Text)]
    [InlineData("12:30", ScalarKind.Text)]
    public void Plain_scalars_are_what_the_core_schema_says(string text, ScalarKind kind)
    {
        Assert.Equal(kind, CoreSchema.Resolve(text));
    }

    [Theory]
    [InlineData("\uFEFFa: 1\n")]
    [InlineData("a: 1\r\n")]
    [InlineData("a: 1\r")]
    [InlineData("# comment\r\na: 1")]
    public void Byte_order_marks_and_line_ends_make_no_difference(string text)
    {
        ReadResult result = YamlReader.Read(Encoding.UTF8.GetBytes(text), "x");

        Assert.Equal("{'a'=Integer 1}", NodeText.Of(result.Root));
    }

    [Fact]
    public void Whatever_the_text_the_reader_answers_with_a_tree_or_with_diagnostics()
    {
        Gen<string> damaged =
            from at in Gen.Choose(0, Sample.Length)
            from length in Gen.Choose(0, 20)
            from text in Samples.Text
            select Sample[..at] + text + Sample[Math.Min(Sample.Length, at + length)..];

        Prop.ForAll(damaged.ToArbitrary(), text =>
        {
            ReadResult result = YamlReader.Read(text, "x");

            Assert.True(result.Root is not null || !result.Diagnostics.IsEmpty || string.IsNullOrWhiteSpace(text), text);
            Assert.All(result.Diagnostics, diagnostic => Assert.InRange(diagnostic.Span!.Value.Line, 1, 1 + text.Count(character => character is '\n' or '\r' or '\u0085' or '\u2028')));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("&a ")]
    public void A_very_deep_text_is_refused_and_overflows_no_stack(string piece)
    {
        string text = string.Concat(Enumerable.Repeat(piece, 20_000));

        ReadResult result = YamlReader.Read(text, "x");

        Assert.Single(result.Diagnostics);
    }
}
