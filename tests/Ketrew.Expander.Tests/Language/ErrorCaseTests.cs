using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Language;

public sealed class ErrorCaseTests
{
    public static TheoryData<string> Cases => [.. ErrorCase.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_mistake_is_explained_as_accepted(string name)
    {
        string expected = Path.Combine(ErrorCase.Root, name, "expected.txt");

        string rendered = ErrorCase.Render(name);

        await Snapshot.VerifyFile(rendered, expected, Path.ChangeExtension(expected, ".received.txt"));
    }
}
