using Ketrew.Expander.Plugins.Templates;
using Ketrew.Expander.Reading;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Tests.Plugins.Templates;

public sealed class TemplateDescriptionTests
{
    [Theory]
    [InlineData("text", "Text { Pattern = , Wanted =  }")]
    [InlineData("integer", "Integer { Least = -9223372036854775808, Most = 9223372036854775807, TakesText = True }")]
    [InlineData("number", "Number { Least = , TakesText = True }")]
    [InlineData("any", "Any { }")]
    [InlineData("{ type: text, one_of: [a_b] }", "Words { Choices = [a_b], TakesHyphens = True }")]
    [InlineData("{ type: size, optional: true }", "Nullable { Inner = Size { } }")]
    [InlineData("{ type: any, optional: true }", "Any { }")]
    [InlineData("list of any", "Nullable { Inner = Any { } }")]
    [InlineData("map of path", "Nullable { Inner = Map { Value = Path { }, Name = Text { Pattern = , Wanted =  } } }")]
    public void A_type_is_described_as_wide_as_it_is_bound(string written, string described)
    {
        List<Diagnostic> problems = [];
        Template? template = TemplateDecoder.DecodeFile(YamlReader.Read($"ketrew: 1\nname: t\nfields: {{ f: {written} }}\nexpand: []\n", "t.yaml").Root, "t.yaml", () => null, problems);

        StanzaDescription description = TemplateDescription.Of(template!);

        FieldType.Record fields = description.Fields as FieldType.Record ?? (FieldType.Record)((FieldType.Nullable)description.Fields).Inner;
        Assert.Empty(problems);
        Assert.Equal(described, Assert.Single(fields.Fields).Type.ToString());
    }
}
