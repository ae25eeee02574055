using System.Text.Json.Nodes;
using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests;

public sealed class PluginSchemaTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("package", "ketrew-plugin")]
    [InlineData("template", "expand")]
    public async Task The_schema_of_a_plugins_file_needs_no_project(string kind, string key)
    {
        Outcome printed = await KetrewProgram.RunAsync(_directory.FullPath, "schema", "--for", kind);
        Outcome kept = await KetrewProgram.RunAsync(_directory.FullPath, "schema", "--for", kind, "-o", "kept.json");

        Assert.NotNull(JsonNode.Parse(printed.Output)!["properties"]![key]);
        Assert.Equal((0, 0, "", printed.Output), (printed.ExitCode, kept.ExitCode, kept.Output, File.ReadAllText(_directory["kept.json"])));
    }
}
