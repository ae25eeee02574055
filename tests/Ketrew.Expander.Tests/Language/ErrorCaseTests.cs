using System.Text.RegularExpressions;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Language;

public sealed partial class ErrorCaseTests
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

    [Fact]
    public void Every_code_has_a_case()
    {
        string source = File.ReadAllText(Path.Combine(Repository.Root, "src", "Ketrew.Expander", "Diagnostics", "Problem.cs"));
        IEnumerable<string> codes = Code().Matches(source).Select(match => match.Value.Trim('"'));

        string accepted = string.Concat(ErrorCase.Names.Select(ErrorCase.Render));

        Assert.DoesNotContain(codes, code => !accepted.Contains(code, StringComparison.Ordinal));
    }

    [GeneratedRegex("\"KE[0-9]{3}\"")]
    private static partial Regex Code();
}
