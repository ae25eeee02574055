using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Expansion;

public sealed class ExpansionCaseTests
{
    public static TheoryData<string> Cases => [.. ExpansionCase.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_workflow_with_plugins_is_expanded_or_refused_as_accepted(string name)
    {
        string expected = Path.Combine(ExpansionCase.Root, name, "expected.txt");

        string rendered = await ExpansionCase.RenderAsync(name);

        await Snapshot.VerifyFile(rendered, expected, Path.ChangeExtension(expected, ".received.txt"));
    }
}
