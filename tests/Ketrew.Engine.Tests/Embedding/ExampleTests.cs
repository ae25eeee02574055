using Ketrew.Engine.Running;
using Ketrew.TestSupport;

namespace Ketrew.Engine.Tests.Embedding;

public sealed class ExampleTests
{
    [Fact]
    public async Task The_example_counts_and_the_second_time_there_is_nothing_to_do()
    {
        using TemporaryDirectory directory = new();
        _ = directory.Write("a.txt", "one two");
        _ = directory.Write("b.txt", "three");

        RunSummary first = await Example.RunAsync(directory.FullPath, ["a.txt", "b.txt"], new Recorder());
        RunSummary second = await Example.RunAsync(directory.FullPath, ["a.txt", "b.txt"], new Recorder());

        Assert.True(first.IsSuccess);
        Assert.Equal("3\n", File.ReadAllText(directory["out/total"]));
        Assert.True(second.IsEverythingUpToDate);
    }

    [Fact]
    public void The_page_shows_the_example_that_is_compiled_here()
    {
        string code = File.ReadAllText(Path.Combine(Repository.Root, "tests/Ketrew.Engine.Tests/Embedding/Example.cs"));
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs/embedding.md"));

        Assert.Contains(code[code.IndexOf("using", StringComparison.Ordinal)..].Trim(), page, StringComparison.Ordinal);
    }
}
