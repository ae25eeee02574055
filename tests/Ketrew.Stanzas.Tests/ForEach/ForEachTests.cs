using Ketrew.CommandLine.Tests;
using Ketrew.TestSupport;

namespace Ketrew.Stanzas.Tests.ForEach;

/// <summary>The example of the stanza, and mistakes in its use.</summary>
public sealed class ForEachTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public ForEachTests() =>
        _directory.Write("stanzas/ForEach/for-each.stanza.yaml", File.ReadAllText(Path.Combine(Repository.Root, "stanzas/ForEach/for-each.stanza.yaml")));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Each_combination_that_is_not_left_out_has_its_targets()
    {
        _directory.Write("workflow.yaml", File.ReadAllText(Path.Combine(Repository.Root, "stanzas/ForEach/example.yaml")));

        string[] ran = ExecutedTargets.Of(await KetrewProgram.RunAsync(_directory.FullPath, "run"));

        Assert.Equal(["measure-eu-1", "measure-eu-2", "measure-us-1", "table"], ran);
        Assert.Equal("eu 1\neu 2\nus 1\n", File.ReadAllText(_directory["table.txt"]));
    }

    [Fact]
    public async Task Names_in_all_parts_of_a_target_are_replaced_and_nothing_else_is()
    {
        _directory.Write("workflow.yaml", """
            ketrew: 1
            plugins:
              - template: stanzas/ForEach/for-each.stanza.yaml
            stanzas:
              - for-each:
                  values: { size: [1, 2] }
                  targets:
                    - name: sort-<size>
                      environment: { "SIZE_<size>": "<size>" }
                      inputs: [in.txt]
                      timeout: <size>m
                      priority: 3
                      run: sort -k<size> < in.txt > <other>
            """);
        _directory.Write("in.txt", "");

        await Verify((await KetrewProgram.RunAsync(_directory.FullPath, "expand")).ToString());
    }

    [Fact]
    public async Task A_mistake_in_a_target_is_told_with_the_line_of_the_stanza()
    {
        _directory.Write("workflow.yaml", """
            ketrew: 1
            plugins:
              - template: stanzas/ForEach/for-each.stanza.yaml
            stanzas:
              - for-each:
                  values: { size: [1, 2] }
                  targets:
                    - name: sort-<size>
                      rum: sort
            """);

        await Verify((await KetrewProgram.RunAsync(_directory.FullPath, "run")).ToString());
    }
}
