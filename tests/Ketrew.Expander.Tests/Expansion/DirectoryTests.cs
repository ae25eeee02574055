using Ketrew.Sdk.Planning;

namespace Ketrew.Expander.Tests.Expansion;

public sealed class DirectoryTests : IDisposable
{
    private readonly TrickProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_directory_that_is_named_twice_through_a_link_is_told_once()
    {
        _project.Write("workflow.yaml", "ketrew: 1\ndirectories: [a, b, back]\nstanzas: []\n").Write("a/workflow.yaml", "stanzas: []\n");
        Directory.CreateSymbolicLink(_project["b"], "a");
        Directory.CreateSymbolicLink(_project["back"], ".");

        string problems = await _project.ProblemsAsync();

        await Verify(problems);
    }

    [Fact]
    public async Task Any_name_of_a_directory_will_do()
    {
        const string Name = "a b/ü\"'\n#{日本}";
        _project.Write("workflow.yaml", "ketrew: 1\nplugins: [{ assembly: lib/Tricks.dll }]\ndirectories: [\"a*/*\"]\nstanzas: []\n");
        _project.Write($"{Name}/workflow.yaml", "stanzas:\n  - loose: { t: pwd }\n");

        Plan plan = await _project.PlanAsync();

        Assert.Equal([$"{Name}:t"], plan.Ids());
    }
}
