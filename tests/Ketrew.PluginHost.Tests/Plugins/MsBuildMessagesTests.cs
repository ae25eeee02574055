using Ketrew.Expander.Plugins.Projects;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.PluginHost.Tests.Plugins;

public class MsBuildMessagesTests
{
    [Theory]
    [InlineData("/r/p/A.cs(3,7): error CS1002: ; expected [/r/p/P.csproj]", "CS1002: ; expected", "p/A.cs", 3, 7)]
    [InlineData("/r/p/A.cs(3,7,3,9): error CS1002: ; expected [/r/p/P.csproj]", "CS1002: ; expected", "p/A.cs", 3, 7)]
    [InlineData("  /r/p/A.cs(3): error : no code [/r/p/P.csproj]", "no code", "p/A.cs", 3, 1)]
    [InlineData("/r/p/P.csproj : error NU1101: Unable to find package X. [/r/p/P.csproj]", "NU1101: Unable to find package X.", "p/P.csproj", 1, 1)]
    public void An_error_has_its_place(string line, string message, string file, int atLine, int atColumn)
    {
        Diagnostic error = Assert.Single(MsBuildMessages.Errors($"noise\n{line}\n{line}\n", "/r", "dotnet build p"));

        Assert.Equal(message, error.Message);
        Assert.Equal((file, atLine, atColumn), (error.Span!.Value.File, error.Span.Value.Line, error.Span.Value.Column));
        Assert.Equal("dotnet build p", error.Hint);
    }

    [Fact]
    public void An_error_of_the_build_itself_has_none()
    {
        Diagnostic error = Assert.Single(MsBuildMessages.Errors("MSBUILD : error MSB1009: Project file does not exist.", "/r", "x"));

        Assert.Equal(("MSB1009: Project file does not exist.", (SourceSpan?)null), (error.Message, error.Span));
    }

    [Fact]
    public void Warnings_and_noise_are_no_errors() =>
        Assert.Empty(MsBuildMessages.Errors("/r/A.cs(1,2): warning CS0168: unused [/r/P.csproj]\nBuild FAILED.\n    0 Error(s)", "/r", "x"));
}
