using FsCheck;
using FsCheck.Fluent;
using Ketrew.Expander.Printing;
using Ketrew.Expander.Reading;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Tests.Printing;

public sealed class YamlPrinterTests
{
    [Fact]
    public void What_is_printed_is_read_as_it_was()
    {
        Prop.ForAll(Samples.Nodes, node =>
        {
            string text = YamlPrinter.Print(node);

            ReadResult read = YamlReader.Read(text, "printed");

            Assert.True(NodeText.Of(node) == NodeText.Of(read.Root) && read.Diagnostics.IsEmpty, $"{NodeText.Of(node)}\n{text}\n{read.Diagnostics}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Theory]
    [InlineData("word", "word")]
    [InlineData("yes", "yes")]
    [InlineData("src/**/*.cs", "src/**/*.cs")]
    [InlineData("-eu", "-eu")]
    [InlineData("a:b", "a:b")]
    [InlineData("1.0", "\"1.0\"")]
    [InlineData("null", "\"null\"")]
    [InlineData("", "\"\"")]
    [InlineData("*.cs", "\"*.cs\"")]
    [InlineData("a: b", "\"a: b\"")]
    [InlineData("a #b", "\"a #b\"")]
    [InlineData(" a", "\" a\"")]
    [InlineData("say \"hi\": now", "'say \"hi\": now'")]
    [InlineData("a\tb", "\"a\\tb\"")]
    public void Text_is_quoted_only_where_it_would_be_something_else(string text, string printed)
    {
        string line = YamlPrinter.Print(new ScalarNode(text, ScalarKind.Text));

        Assert.Equal($"{printed}\n", line);
    }

    [Fact]
    public async Task Fields_stand_on_lines_of_their_own_and_scripts_in_blocks()
    {
        MappingNode stanza = (MappingNode)YamlReader.Read(
            "target: {name: a, inputs: [a.txt, '*.cs'], steps: [{name: one, run: \"echo a\\n  echo b\\n\"}, \"x\\ny\"], environment: {}, tags: [], nested: [[1, 2], [{a: b, c: d}]]}",
            "x").Root!;

        string text = YamlPrinter.Print(stanza);

        await Verify(text);
    }

    [Fact]
    public void A_name_too_long_for_a_simple_key_is_still_read()
    {
        string name = new('x', 3000);
        MappingNode node = new([new FieldNode(name, new MappingNode([new FieldNode("a", new ScalarNode("b", ScalarKind.Text))]))]);

        ReadResult read = YamlReader.Read(YamlPrinter.Print(node), "printed");

        Assert.Equal(NodeText.Of(node), NodeText.Of(read.Root));
        Assert.Equal((ValueList<Diagnostic>)[], read.Diagnostics);
    }
}
