using System.Text;
using System.Text.Json;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Tests.Describing;

public class StanzaDescriberTests
{
    public enum Speed
    {
        Slow,
        VeryFast,
    }

    public sealed record Server(string Host, int Port = 22, ValueList<Server> Mirrors = default);

    public sealed record Fields(
        ProjectPath Package, ValueList<Located<Server>> Servers, Speed Speed = Speed.VeryFast, TimeSpan? Timeout = null, Dictionary<string, int>? Numbers = null, Uri? Address = null)
    {
        public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(90);

        public string Title { get; init; } = $"{Package}.html";

        public required Node Rest { get; init; }

        public ValueList<string> Words { get; init; } = ["a", "b"];
    }

    [Stanza("deploy", Since = "1.2")]
    public sealed class DeployStanza : Stanza<Fields>
    {
        protected override void Expand(Fields fields, StanzaContext context) => throw new NotSupportedException();
    }

    [Stanza("untyped")]
    public sealed class UntypedStanza : Stanza
    {
        protected internal override void Expand(Node fields, StanzaContext context) => throw new NotSupportedException();
    }

    private const string Comments = """
        <doc><members>
          <member name="T:Ketrew.Sdk.Tests.Describing.StanzaDescriberTests.DeployStanza"><summary>
            Copies a <c>package</c>
            to <see cref="T:Ketrew.Sdk.Tests.Server"/>s.<para>One after the other.</para></summary></member>
          <member name="M:Ketrew.Sdk.Tests.Describing.StanzaDescriberTests.Fields.#ctor(System.Int32)">
            <param name="Package">What to copy.</param></member>
          <member name="P:Ketrew.Sdk.Tests.Describing.StanzaDescriberTests.Fields.Pause"><summary>How long to wait.</summary></member>
        </members></doc>
        """;

    [Fact]
    public async Task A_stanza_is_described_by_its_types_defaults_and_comments()
    {
        StanzaDescription description = StanzaDescriber.Describe("deploy", typeof(DeployStanza), XmlDocumentation.Read(Encoding.UTF8.GetBytes(Comments)));

        await Verify(Write(description));
    }

    [Fact]
    public void A_description_arrives_as_it_was_sent()
    {
        StanzaDescription description = StanzaDescriber.Describe("deploy", typeof(DeployStanza), XmlDocumentation.None);

        StanzaDescription read = JsonSerializer.Deserialize(Write(description), ProtocolJson.Default.ValueListStanzaDescription)[0];

        Assert.Equal(Write(description), Write(read));
    }

    [Fact]
    public void Fields_without_fixed_names_are_anything() =>
        Assert.IsType<FieldType.Any>(StanzaDescriber.Describe("untyped", typeof(UntypedStanza), XmlDocumentation.None).Fields);

    [Theory]
    [InlineData("<doc><members>")]
    [InlineData("")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><doc/>")]
    public void What_is_no_documentation_says_nothing(string text) =>
        Assert.Empty(XmlDocumentation.Read(Encoding.UTF8.GetBytes(text)).SummaryOf(typeof(DeployStanza)));

    private static string Write(StanzaDescription description)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true }))
        {
            JsonSerializer.Serialize(writer, (ValueList<StanzaDescription>)[description], ProtocolJson.Default.ValueListStanzaDescription);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
