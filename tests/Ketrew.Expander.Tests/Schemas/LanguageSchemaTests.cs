using System.Text.RegularExpressions;
using Ketrew.Expander.Language;
using Ketrew.Expander.Language.Vanilla;
using Ketrew.Expander.Schemas;
using Ketrew.Expander.Tests.Language;
using Ketrew.Sdk.Describing;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Schemas;

public sealed partial class LanguageSchemaTests
{
    [Fact]
    public async Task Every_example_is_right()
    {
        string[] files =
        [
            "workflow.yaml", "src/Ketrew.CommandLine/Projects/Starter/workflow.yaml",
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "stanzas"), "example.yaml", SearchOption.AllDirectories),
        ];
        string[] texts = [.. files.Select(file => File.ReadAllText(Path.Combine(Repository.Root, file))), .. DocumentedExamples()];

        IReadOnlyList<string> problems = await SchemaValidator.ValidateAsync(WorkflowSchema.Unread, texts.Select(Json.Read));

        Assert.True(texts.Length >= 8);
        Assert.All(problems, Assert.Empty);
    }

    [Fact]
    public async Task Mistakes_that_can_be_seen_without_context_are_refused()
    {
        (string Name, string? Json)[] cases =
            [.. ErrorCase.Names.Select(name => (name, Json.TryRead(File.ReadAllBytes(Path.Combine(ErrorCase.Root, name, "workflow.yaml"))))).Where(item => item.Item2 is not null)];

        IReadOnlyList<string> problems = await SchemaValidator.ValidateAsync(WorkflowSchema.Unread, cases.Select(item => item.Json!));

        await Snapshot.Verify(string.Join('\n', cases.Zip(problems, (item, problem) => $"{item.Name}\n    {(problem.Length == 0 ? "(right)" : problem.Replace("\n", "\n    ", StringComparison.Ordinal))}")));
    }

    [Theory]
    [InlineData("{ target: { name: a, run: b } }", true)]
    [InlineData("{ target: { name: 1, run: true, retries: { count: 1, delay: 1m }, pools: [a], tags: x } }", true)]
    [InlineData("{ target: { name: a, exec: true } }", true)]
    [InlineData("{ target: { name: a, done_when: [{ size: { a: 10KiB, b: 4096 } }, { all: { exists: [/a] } }] } }", true)]
    [InlineData("{ include: a.yaml }", true)]
    [InlineData("{ subdirectory: { path: a, stanzas: [{ group: { name: a } }] } }", true)]
    [InlineData("{ subdirectory: { path: a, stanzas: [{ group: { nam: a } }] } }", false)]
    [InlineData("{ target: { name: a, exec: echo hi } }", false)]
    [InlineData("{ target: { name: a b } }", false)]
    [InlineData("{ target: { run: b } }", false)]
    [InlineData("{ target: { name: a, timeout: 30 } }", false)]
    [InlineData("{ target: { name: a, done_when: [{ all: [{ exist: a }] }] } }", false)]
    [InlineData("{ target: { name: a, environment: { \"A B\": c } } }", false)]
    [InlineData("{ target: { name: a }, group: { name: b } }", false)]
    [InlineData("{ default: { a: b } }", false)]
    public async Task A_stanza_is_right_or_refused(string stanza, bool isRight)
    {
        IReadOnlyList<string> problems = await SchemaValidator.ValidateAsync(WorkflowSchema.Unread, [Json.Read($"{{ ketrew: 1, stanzas: [{stanza}] }}")]);

        Assert.Equal(isRight, problems[0].Length == 0);
    }

    [Fact]
    public void Every_field_of_the_language_says_what_it_is_for()
    {
        FieldType[] types = [VanillaLanguage.File, VanillaLanguage.IncludedFile, .. VanillaLanguage.Types.Select(type => type.Type)];
        FieldDescription[] fields = [.. VanillaLanguage.Stanzas, .. types.Concat(VanillaLanguage.Stanzas.Select(stanza => stanza.Type)).SelectMany(FieldsOf)];

        Assert.True(fields.Length > 60);
        Assert.DoesNotContain(fields, field => field.Documentation.Length < 5 || !field.Documentation.EndsWith('.') && !field.Documentation.EndsWith('?'));
    }

    [Fact]
    public void Every_stanza_of_the_language_is_described() =>
        Assert.Equal(VanillaStanza.Kinds, VanillaLanguage.Stanzas.Select(stanza => stanza.Name));

    private static IEnumerable<FieldDescription> FieldsOf(FieldType? type) => type switch
    {
        FieldType.Record record => record.Fields.Concat(record.Fields.SelectMany(field => FieldsOf(field.Type))),
        FieldType.List list => FieldsOf(list.Item),
        FieldType.Map map => FieldsOf(map.Value),
        FieldType.Nullable nullable => FieldsOf(nullable.Inner),
        FieldType.Shapes shapes => FieldsOf(shapes.Scalar).Concat(FieldsOf(shapes.Sequence)).Concat(FieldsOf(shapes.Mapping)),
        _ => [],
    };

    private static IEnumerable<string> DocumentedExamples() => Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md")
        .SelectMany(file => Example().Matches(File.ReadAllText(file)))
        .Select(match => match.Groups[1].Value)
        .Where(text => text.Contains("ketrew: 1", StringComparison.Ordinal) && text.Contains("stanzas:", StringComparison.Ordinal));

    [GeneratedRegex("^```yaml\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Example();
}
