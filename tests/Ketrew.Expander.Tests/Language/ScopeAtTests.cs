namespace Ketrew.Expander.Tests.Language;

public sealed class ScopeAtTests
{
    [Theory]
    [InlineData(".", "workflow.yaml")]
    [InlineData("a", "a/workflow.yaml")]
    [InlineData("a/below", "a/workflow.yaml")]
    [InlineData("b", "workflow.yaml")]
    public void The_nearest_file_at_or_above_speaks_for_a_directory(string directory, string file) => Assert.Equal(
        file,
        new WorkflowFiles(new() { ["workflow.yaml"] = "ketrew: 1\ndirectories: [a]\n", ["a/workflow.yaml"] = "stanzas: []\n" }).Load().ScopeAt(directory)!.File.Path.Value);
}
