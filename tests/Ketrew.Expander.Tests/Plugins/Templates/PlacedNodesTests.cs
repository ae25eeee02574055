using Ketrew.Expander.Plugins.Templates;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;
using Ketrew.Sdk.Templates;

namespace Ketrew.Expander.Tests.Plugins.Templates;

/// <summary>Numbers of places come out of a process that runs foreign code.</summary>
public sealed class PlacedNodesTests
{
    private static readonly SourceSpan _span = new("t.yaml", 4, 3, 4, 8);

    [Theory]
    [InlineData()]
    [InlineData(0)]
    [InlineData(0, 0)]
    [InlineData(0, -1, 7, int.MaxValue)]
    [InlineData(0, 0, 0, 0, 0, 0)]
    public void Wrong_numbers_are_no_places_and_too_few_leave_the_rest_without(params int[] places)
    {
        TemplateSource source = new(() => null);
        source.Add(_span, "text");

        MappingNode placed = (MappingNode)new PlacedNodes(places, source).Place(Node.Mapping(("a", "b")));

        Assert.Equal("b", ((ScalarNode)placed["a"]!).Text);
        Assert.All([placed.Span, placed.Fields[0].NameSpan, placed.Fields[0].Value.Span], span => Assert.True(span is null || span == _span));
    }

    [Theory]
    [InlineData(":0", "t.yaml:4")]
    [InlineData(":1", ":1")]
    [InlineData(":-1", ":-1")]
    [InlineData(":99999999999", ":99999999999")]
    [InlineData("Stanza.cs:14", "Stanza.cs:14")]
    [InlineData("", "")]
    public void A_line_is_known_by_a_number_that_was_given(string told, string shown)
    {
        TemplateSource source = new(() => null);
        source.Add(_span);

        Assert.Equal(shown, source.LineOf(told));
    }

    [Theory]
    [InlineData(0, 0, 2)]
    [InlineData(0, -5, 2)]
    [InlineData(0, 3, int.MaxValue)]
    [InlineData(0, int.MaxValue, int.MaxValue)]
    public void A_part_that_cant_be_is_the_whole(int place, int offset, int length)
    {
        TemplateSource source = new(() => "\n\n\n  other");
        source.Add(_span, "text");

        Assert.Equal(_span, source.SpanOf(new TemplatePlace(place, offset, length)));
    }
}
