using Ketrew.CommandLine.Tests;
using Ketrew.Stanzas.DotNet;
using Ketrew.TestSupport;

namespace Ketrew.Stanzas.Tests.DotNet;

/// <summary>A small solution that is built, edited and built again, once for all tests: each build takes seconds.</summary>
public sealed class RealSolution : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    /// <summary>The very first run.</summary>
    internal Outcome First { get; private set; } = new(-1, "", "");

    /// <summary>Nothing had changed.</summary>
    internal Outcome Unchanged { get; private set; } = new(-1, "", "");

    /// <summary>A file beside the library's sources had been added that no output shows.</summary>
    internal Outcome AfterNote { get; private set; } = new(-1, "", "");

    /// <summary>The library had been edited.</summary>
    internal Outcome AfterLibraryEdit { get; private set; } = new(-1, "", "");

    /// <summary>A test had been edited, so that it fails.</summary>
    internal Outcome AfterTestEdit { get; private set; } = new(-1, "", "");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Write();
        First = await RunAsync();
        Unchanged = await RunAsync();
        _directory.Write("my libraries/Lib/notes.md", "Nobody compiles this.");
        AfterNote = await RunAsync();
        _directory.Write("my libraries/Lib/Answer.vb", Library("42 + 0 * Date.MinValue.Year"));
        AfterLibraryEdit = await RunAsync();
        _directory.Write("tests/Lib.Tests/AnswerTests.cs", Test("43"));
        AfterTestEdit = await RunAsync();
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    private Task<Outcome> RunAsync() => KetrewProgram.RunAsync(_directory.FullPath, "run");

    private void Write()
    {
        string plugin = typeof(DotNetSolutionStanza).Assembly.Location;
        Directory.CreateDirectory(_directory["plugins"]);
        File.Copy(plugin, _directory["plugins/DotNet.dll"]);
        string packages = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Packages.props"));
        _directory.Write("Directory.Packages.props", packages);
        _directory.Write("Directory.Build.props", """
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
              </PropertyGroup>
            </Project>
            """);
        _directory.Write("workflow.yaml", """
            ketrew: 1
            plugins:
              - assembly: plugins/DotNet.dll
            stanzas:
              - dotnet-solution: { solution: All.slnx, artifacts: artifacts }
              - default: [build, test]
            """);
        _directory.Write("All.slnx", """
            <Solution>
              <Folder Name="/libraries/"><Project Path="my libraries/Lib/Lib.vbproj" /></Folder>
              <Project Path="tests/Lib.Tests/Lib.Tests.csproj" />
              <Project Path="Tool/Tool.csproj" />
            </Solution>
            """);
        WriteProjects();
    }

    private void WriteProjects()
    {
        _directory.Write("my libraries/Lib/Lib.vbproj", """<Project Sdk="Microsoft.NET.Sdk" />""");
        _directory.Write("my libraries/Lib/Answer.vb", Library("42"));
        _directory.Write("Tool/Tool.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup><Compile Include="../shared/*.cs" /></ItemGroup>
            </Project>
            """);
        _directory.Write("shared/Shared.cs", "namespace Tool; public static class Shared;");
        _directory.Write("tests/Lib.Tests/Lib.Tests.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <PackageReference Include="Microsoft.NET.Test.Sdk" />
                <PackageReference Include="xunit" />
                <PackageReference Include="xunit.runner.visualstudio" />
                <ProjectReference Include="..\..\my libraries\*\*.vbproj" />
              </ItemGroup>
            </Project>
            """);
        _directory.Write("tests/Lib.Tests/AnswerTests.cs", Test("42"));
    }

    private static string Library(string answer) => $"Public Module Answer\n  Public Function Value() As Integer\n    Return {answer}\n  End Function\nEnd Module\n";

    private static string Test(string answer) => $"public class AnswerTests {{ [Xunit.Fact] public void Is_right() => Xunit.Assert.Equal({answer}, Lib.Answer.Value()); }}\n";
}
