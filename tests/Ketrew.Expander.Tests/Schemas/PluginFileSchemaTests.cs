using System.Text.RegularExpressions;
using Ketrew.Expander.Schemas;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Schemas;

/// <summary>The schemas of manifests and templates take what Ketrew takes, and refuse what can be seen to be wrong.</summary>
public sealed partial class PluginFileSchemaTests
{
    [Theory]
    [InlineData("ketrew-plugin.yaml")]
    [InlineData("*.stanza.yaml")]
    public async Task Every_file_that_is_shipped_or_documented_is_right(string pattern)
    {
        string mark = pattern == "ketrew-plugin.yaml" ? "ketrew-plugin: 1" : "ketrew: 1\nname:";
        string[] files = [.. new[] { "stanzas", "testdata/expansion/template", "testdata/expansion/template-fields", "testdata/expansion/template-values" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories))
            .Select(File.ReadAllText)];
        string[] documented = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md")
            .SelectMany(file => Example().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            .Where(text => text.Contains(mark, StringComparison.Ordinal))];

        IReadOnlyList<string> problems = await SchemaValidator.ValidateAsync(SchemaOf(pattern), files.Concat(documented).Select(Json.Read));

        Assert.NotEmpty(documented);
        Assert.All(problems, Assert.Empty);
    }

    [Theory]
    [InlineData("{ ketrew-plugin: 1, name: a, version: 1.0.0, stanzas: [{ template: a.stanza.yaml }], requires: { b: '>=1' } }", "")]
    [InlineData("{ ketrew-plugin: 1, name: a, version: 1.0.0, files: { site: b:c, from: ['*.css', '!x.css'] } }", "")]
    [InlineData("{ name: a, version: 1.0.0 }", "/: required")]
    [InlineData("{ ketrew-plugin: 2, name: a, version: 1.0.0 }", "/ketrew-plugin: maximum")]
    [InlineData("{ ketrew-plugin: 1, name: a, verison: 1.0.0 }", "/: additionalProperties\n/: required")]
    [InlineData("{ ketrew-plugin: 1, name: a, version: 1.0.0, stanzas: [{ templat: a }] }", "/stanzas/0: additionalProperties")]
    [InlineData("{ ketrew-plugin: 1, name: a, version: 1.0.0, files: [{ site: b:c }] }", "/files/0: required")]
    public Task A_manifest_is_right_or_refused(string manifest, string problems) => VerifyAsync(PluginFileSchemas.Package, manifest, problems);

    [Theory]
    [InlineData("{ ketrew: 1, name: a, expand: [], fields: { who: text, top: { type: integer, default: 10 }, all: list of  path } }", "")]
    [InlineData("{ ketrew: 1, name: a, expand: { for: x in y, do: [] }, fields: { a: { type: list of record, fields: { b: { type: text, one_of: [c] } } } } }", "")]
    [InlineData("{ name: a, expand: [] }", "/: required")]
    [InlineData("{ ketrew: 1, name: a }", "/: required")]
    [InlineData("{ ketrew: 1, name: a, expand: [], fields: { who: list of } }", "/fields/who: pattern")]
    [InlineData("{ ketrew: 1, name: a, expand: [], fields: { who: { typ: text } } }", "/fields/who: additionalProperties\n/fields/who: required")]
    [InlineData("{ ketrew: 1, name: a, expand: [], subdirectories: true }", "/: additionalProperties")]
    public Task A_template_is_right_or_refused(string template, string problems) => VerifyAsync(PluginFileSchemas.Template, template, problems);

    private static string SchemaOf(string pattern) => pattern == "ketrew-plugin.yaml" ? PluginFileSchemas.Package : PluginFileSchemas.Template;

    private static async Task VerifyAsync(string schema, string file, string problems) =>
        Assert.Equal([problems], await SchemaValidator.ValidateAsync(schema, [Json.Read(file)]));

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
