using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Ketrew.Expander.Plugins.Templates;
using Ketrew.Expander.Reading;
using Ketrew.Expander.Schemas;
using Ketrew.Sdk;
using Ketrew.Sdk.Binding;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;
using Ketrew.Sdk.Templates;
using Ketrew.TestSupport;
using Template = Ketrew.Expander.Plugins.Templates.Template;

namespace Ketrew.Expander.Tests.Schemas;

/// <summary>What a stanza takes and what its schema takes are one: each type against each value.</summary>
public sealed class BindingSchemaTests
{
    private static readonly string[] _innermost = ["text", "boolean", "integer", "number", "duration", "size", "path", "glob", "any"];
    private static readonly string[] _around = ["{0}", "list of {0}", "map of {0}", "list of list of {0}", "map of list of {0}", "list of map of {0}"];

    private static readonly string[] _marks = ["", ", optional: true"];

    [Fact]
    public async Task A_schema_takes_what_a_template_takes_and_refuses_what_it_refuses()
    {
        string[] heads =
        [
            .. from around in _around
               from mark in _marks
               from type in _innermost.Append("text, one_of: [a-b, c_d, c++, a.b, \"c]|{\", \"5\", \"5.0\", \"true\", \"True\"]").Append("record, fields: { x: text }").Append("record, fields: { x: { type: integer, optional: true } }")
               select $"{{ type: {string.Format(null, around, type)}{mark} }}",
            "{ type: integer, default: 3 }",
            "{ type: any, default: 3 }",
            "{ type: list of text, default: [a] }",
        ];

        await AgreeAsync(heads.Select(head => Candidate.Of(head, Read(head))));
    }

    [Fact]
    public async Task A_schema_takes_what_a_stanza_in_csharp_takes_and_refuses_what_it_refuses() => await AgreeAsync(
    [
        Candidate.Of<string>(), Candidate.Of<bool>(), Candidate.Of<int>(), Candidate.Of<long>(), Candidate.Of<double>(), Candidate.Of<decimal>(), Candidate.Of<TimeSpan>(),
        Candidate.Of<ProjectPath>(), Candidate.Of<HostPath>(), Candidate.Of<GlobPattern>(), Candidate.Of<Mode>(), Candidate.Of<Node>(), Candidate.Of<Located<int>>(), Candidate.Of<int?>(),
        Candidate.Of<IReadOnlyList<string>>(), Candidate.Of<IReadOnlyList<int>>(), Candidate.Of<IReadOnlyList<IReadOnlyList<string>>>(), Candidate.Of<IReadOnlyList<GlobPattern>>(), Candidate.Of<IReadOnlyList<Mode>>(),
        Candidate.Of<IReadOnlyDictionary<string, int>>(), Candidate.Of<IReadOnlyDictionary<string, IReadOnlyList<ProjectPath>>>(), Candidate.Of<IReadOnlyList<IReadOnlyDictionary<string, string>>>(),
        Candidate.Of<Strict>(), Candidate.Of<Lenient>(), Candidate.Of<IReadOnlyList<Lenient>>(), Candidate.Of<IReadOnlyDictionary<string, Strict>>(), Candidate.Of<Nested>(),
    ]);

    private static async Task AgreeAsync(IEnumerable<Candidate> candidates)
    {
        Candidate[] all = [.. candidates];
        var cases = (from index in Enumerable.Range(0, all.Length)
                     from value in BoundValues.All
                     let node = ((MappingNode)YamlReader.Read($"v: {value}\n", "a.yaml").Root!)["v"]!
                     select (index, value, json: $"{{\"{index}\":{Json.Read($"v: {value}")[5..^1]}}}", binds: all[index].Binds(node))).ToArray();

        IReadOnlyList<string> problems = await SchemaValidator.ValidateAsync(SchemaOf(all), cases.Select(item => item.json));

        string[] disagreements =
        [
            .. cases.Zip(problems).Where(pair => pair.First.binds != (pair.Second.Length == 0) && !(!pair.First.binds && BoundValues.BeyondSchemas.Any(pair.First.value.Contains)))
                .Select(pair => $"{all[pair.First.index].Name}: `{pair.First.value}` {(pair.First.binds ? $"is taken, but {pair.Second}" : "is refused, but not by the schema")}"),
        ];
        Assert.Contains(cases, item => item.binds);
        Assert.Contains(cases, item => !item.binds);
        Assert.True(disagreements.Length == 0, string.Join('\n', disagreements));
    }

    private static string SchemaOf(IReadOnlyList<Candidate> candidates)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("properties");
            for (int i = 0; i < candidates.Count; i++)
            {
                writer.WritePropertyName($"{i}");
                new TypeSchema(writer, $"{i}.").Write(candidates[i].Description.Fields);
            }

            writer.WriteEndObject();
            writer.WriteStartObject("definitions");
            foreach ((Candidate candidate, int i) in candidates.Select((candidate, i) => (candidate, i)))
            {
                foreach (NamedType type in candidate.Description.Types)
                {
                    writer.WritePropertyName($"{i}.{type.Name}");
                    new TypeSchema(writer, $"{i}.").Write(type.Type);
                }
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Template Read(string field)
    {
        List<Diagnostic> problems = [];
        Template? template = TemplateDecoder.DecodeFile(YamlReader.Read($"ketrew: 1\nname: t\nfields: {{ f: {field} }}\nexpand: []\n", "t.yaml").Root, "t.yaml", () => null, problems);
        Assert.Empty(problems);
        return template!;
    }

    private enum Mode
    {
        AB,
        FastFirst,
        Text,
    }

    [SuppressMessage("Performance", "CA1812", Justification = "Described by its type.")]
    private sealed record Strict(string X);

    [SuppressMessage("Performance", "CA1812", Justification = "Described by its type.")]
    private sealed record Lenient(int? X = null);

    [SuppressMessage("Performance", "CA1812", Justification = "Described by its type.")]
    private sealed record Nested(Strict? X = null, IReadOnlyList<Lenient>? Y = null);

    private sealed record Candidate(string Name, StanzaDescription Description, Func<Node, bool> Binds)
    {
        public static Candidate Of(string name, Template template)
        {
            TemplateField field = template.Definition.Fields[0];
            StanzaDescription description = TemplateDescription.Of(template);
            FieldType.Record fields = description.Fields as FieldType.Record ?? (FieldType.Record)((FieldType.Nullable)description.Fields).Inner;
            return new Candidate(name, description with { Fields = fields.Fields[0].Type }, node =>
                new TemplateBinder(ProjectPath.Root, _ => { }).Bind(new MappingNode([new FieldNode(field.Name, node)]), [field], FieldPath.Stanza) is not null);
        }

        public static Candidate Of<T>()
        {
            TypeDescriber describer = new(XmlDocumentation.None);
            FieldType type = describer.Describe(typeof(T));
            return new Candidate(typeof(T).ToString(), new StanzaDescription("", "", type, describer.Named), node => new FieldBinder(ProjectPath.Root, _ => { }).TryBind(node, typeof(T), FieldPath.Stanza, out _));
        }
    }
}
