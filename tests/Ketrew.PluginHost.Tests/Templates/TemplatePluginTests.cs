using Ketrew.Expander.Hosting;
using Ketrew.PluginHost.Tests.Hosting;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;
using Ketrew.Sdk.Templates;

namespace Ketrew.PluginHost.Tests.Templates;

/// <summary>Templates as the plugin host is given them, in the real host: places are numbers here.</summary>
public sealed class TemplatePluginTests
{
    private static readonly TemplateField _names = new("names", new TemplateType(TemplateTypeKind.List, TemplateType.Of(TemplateTypeKind.Text), [], []), true, Nothing);

    private static Node Nothing => new ScalarNode("", ScalarKind.Null);

    [Fact]
    public void Each_part_of_an_emitted_stanza_names_the_place_it_comes_from()
    {
        ExpansionOutcome.Expanded outcome = Expand(Definition(null, Group(10, Text(12, "{{ names }}"))), ("names", Node.List("a", "b")));

        EmittedItem item = Assert.Single(outcome.Stanzas);
        Assert.Equal(("group", ":10"), (item.Kind, item.PluginLine));
        Assert.Equal([10, 11, 20, 12, 12, 12], item.Places ?? []);
    }

    [Fact]
    public void Reading_a_template_tells_all_problems_and_emits_nothing()
    {
        TemplateDefinition definition = Definition("y = (", Group(10, Text(12, "ab{{ 1 + }}")), Group(30, Text(32, "{{ [ }}")));

        ExpansionOutcome.Expanded outcome = Expand(definition, TemplateDefinition.Check);

        Assert.Empty(outcome.Stanzas);
        Assert.Equal([1, 12, 32], outcome.Diagnostics.Select(diagnostic => diagnostic.Place!.Place));
        Assert.Equal(new TemplatePlace(12, 9, 2), outcome.Diagnostics[1].Place);
        Assert.All(outcome.Diagnostics, diagnostic => Assert.Equal((SdkCodes.TemplateSyntax, Severity.Error), (diagnostic.Code, diagnostic.Severity)));
    }

    [Fact]
    public void A_question_is_asked_with_the_number_of_the_place_and_relative_to_the_directory()
    {
        TemplateDefinition definition = Definition(null, Group(10, Text(12, "{{ glob '*.c' '!../old.c' }}")));
        RecordingObserver observer = new(_ => new Answer.Items(["sub/a.c", "b.c"]));
        using Expander.Hosting.PluginHost host = new(Builds.Options);

        host.Expand([Query(definition, "t", ("names", Node.List())) with { Directory = "sub" }], observer, CancellationToken.None);

        Assert.Contains("0 asks glob sub/*.c !old.c at :12", observer.Heard);
        EmittedItem item = Assert.Single(Assert.IsType<ExpansionOutcome.Expanded>(Assert.Single(observer.Outcomes)).Stanzas);
        SequenceNode paths = Assert.IsType<SequenceNode>(((MappingNode)item.Fields)["needs"]);
        Assert.Equal(["a.c", "../b.c"], paths.Items.Select(path => ((ScalarNode)path).Text));
    }

    [Fact]
    public void What_one_expansion_sets_is_gone_in_the_next()
    {
        TemplateDefinition definition = Definition("seen = []", Group(10, Text(12, "{{ seen[array.size seen] = 1; ret array.size seen }}")));
        StanzaQuery query = Query(definition, "t", ("names", Node.List()));

        IReadOnlyList<ExpansionOutcome> outcomes = Expansions.Run(Builds.Options, query, query);

        Assert.Equal(outcomes[0].Describe(), outcomes[1].Describe());
        Assert.Contains("needs: 1", outcomes[1].Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_cant_change_the_fields_it_was_given()
    {
        ExpansionOutcome.Expanded outcome = Expand(Definition("names[0] = 'other'", Group(10, Text(12, "{{ names }}"))), ("names", Node.List("a")));

        Assert.Contains("can't be changed", Assert.Single(outcome.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_without_end_is_stopped_before_it_is_made()
    {
        const string Doubling = "a = [1]\nfor i in 1..90\na = [a, a]\nend";

        ExpansionOutcome.Expanded outcome = Expand(Definition(Doubling, Group(10, Text(12, "{{ a }}"))), ("names", Node.List()));

        Assert.Equal("more than 16 MiB of stanzas in one expansion", Assert.Single(outcome.Diagnostics).Message);
    }

    private static TemplateNode.Text Text(int place, string source) => new(place, source);

    private static TemplateNode.Mapping Group(int place, TemplateNode needs) =>
        new(place - 1, [new TemplateEntry(place, "group", false, new TemplateNode.Mapping(place + 1, [new TemplateEntry(20, "needs", false, needs)]))]);

    private static TemplateDefinition Definition(string? script, params TemplateNode[] stanzas) =>
        new("t", [_names], script is null ? null : new TemplateText(1, 0, script), new TemplateNode.List(2, stanzas));

    private static ExpansionOutcome.Expanded Expand(TemplateDefinition definition, params ReadOnlySpan<(string Name, Node Value)> fields) =>
        Assert.IsType<ExpansionOutcome.Expanded>(Assert.Single(Expansions.Run(Builds.Options, Query(definition, "t", fields))));

    private static ExpansionOutcome.Expanded Expand(TemplateDefinition definition, string stanza) =>
        Assert.IsType<ExpansionOutcome.Expanded>(Assert.Single(Expansions.Run(Builds.Options, Query(definition, stanza))));

    private static StanzaQuery Query(TemplateDefinition definition, string stanza, params ReadOnlySpan<(string Name, Node Value)> fields) =>
        Expansions.Query(new HostedPlugin("t", () => new ProtocolMessage.LoadTemplate("t", definition)), stanza, fields);
}
