using FsCheck;
using FsCheck.Fluent;
using Ketrew.Expander.Observations;
using Ketrew.Sdk.Observations;
using Ketrew.TestSupport;

namespace Ketrew.Sdk.Testing.Tests.Trees;

/// <summary>What the world answers over a tree in memory is what it answers over the same tree on disk.</summary>
public sealed class TreeAgreementTests
{
    [Fact]
    public void A_tree_in_memory_gives_the_answers_of_the_same_tree_on_disk() =>
        Prop.ForAll(Arb.From(RandomTree.Entries), Arb.From(RandomTree.Questions), Agree).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static void Agree(RandomEntry[] entries, Question[] questions)
    {
        using TemporaryDirectory directory = new();
        StanzaProject project = new();
        foreach (RandomEntry entry in entries)
        {
            entry.AddTo(directory, project);
        }

        World disk = new(directory.FullPath, _ => null);
        World memory = new(project.Tree, _ => null);

        Assert.All(questions, question => Assert.Equal(disk.Ask(question), memory.Ask(question)));
    }
}
