using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests;

/// <summary>What Ketrew keeps beside a project is nobody's to commit.</summary>
public sealed class StateFolderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public StateFolderTests() => _directory.Write(
        "workflow.yaml",
        """
        ketrew: 1
        stanzas:
          - define: { name: say, fields: { text: text }, expand: [{ target: { name: "{{ text }}", run: "true" } }] }
          - say: { text: hello }
        """);

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("run")]
    [InlineData("run", "--detach")]
    [InlineData("expand", "--explain")]
    [InlineData("doctor")]
    public async Task Git_does_not_see_what_any_verb_keeps(params string[] verb)
    {
        await GitAsync("init", "--quiet");

        await KetrewProgram.RunAsync(_directory.FullPath, verb);

        Assert.True(Directory.Exists(_directory[".ketrew"]));
        Assert.Equal("?? workflow.yaml\n", await GitAsync("status", "--porcelain", "--untracked-files=all"));
    }

    [Fact]
    public async Task Who_wants_some_of_it_committed_is_not_overruled()
    {
        await KetrewProgram.RunAsync(_directory.FullPath, "run");
        File.Delete(_directory[".ketrew/.gitignore"]);

        await KetrewProgram.RunAsync(_directory.FullPath, "run");

        Assert.False(File.Exists(_directory[".ketrew/.gitignore"]));
    }

    private async Task<string> GitAsync(params string[] arguments)
    {
        Outcome outcome = await KetrewProgram.RunAsync("git", _directory.FullPath, arguments);
        Assert.Equal("", outcome.Error);
        return outcome.Output;
    }
}
