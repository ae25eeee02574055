using Ketrew.Sdk.Testing;

namespace Ketrew.Stanzas.Tests.DotNet;

public sealed class ReferenceTests
{
    [Theory]
    [InlineData("""<ItemGroup><ProjectReference Include="..\Lib\Lib.csproj" /></ItemGroup>""")]
    [InlineData("""<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" ReferenceOutputAssembly="false" /></ItemGroup>""")]
    [InlineData("""<ItemGroup><ProjectReference Include="../L*/*.csproj" /></ItemGroup>""")]
    [InlineData("""<ItemGroup><ProjectReference Include="../**/*.csproj" Exclude="../Other/Other.csproj" /></ItemGroup>""")]
    [InlineData("""<ItemGroup><ProjectReference Include="$(MSBuildProjectDirectory)/../Lib/Lib.csproj" /></ItemGroup>""")]
    [InlineData("""<ItemGroup><ProjectReference Include="$(SolutionDir)Lib/Lib.csproj" /></ItemGroup>""")]
    [InlineData("""<PropertyGroup><Libraries>../Lib</Libraries></PropertyGroup><ItemGroup><ProjectReference Include="$(Libraries)/Lib.csproj" /></ItemGroup>""")]
    [InlineData("""<ItemGroup Condition="'$(Configuration)' == 'Release'"><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup>""")]
    [InlineData("""<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" Condition="'$(OnlyMSBuildKnows)' != ''" /></ItemGroup>""")]
    [InlineData("""<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" Condition="Exists('../Lib/Lib.csproj')" /></ItemGroup>""")]
    [InlineData("<ItemGroup>\n<ProjectReference\n  Include=\"../Lib/Lib.csproj\"\n  PrivateAssets=\"all\"\n/>\n</ItemGroup>")]
    [InlineData("<ItemGroup>\n<ProjectReference Include=\"../Lib/Lib.csproj\">\n<Private>false</Private>\n</ProjectReference>\n</ItemGroup>")]
    public void A_reference_is_found(string text)
    {
        StanzaProject project = SolutionInMemory.Of("", ("App/App.csproj", text), ("Lib/Lib.csproj", ""), ("Other/Other.csproj", ""));

        Expansion expansion = project.Expand().AssertClean();

        Assert.Equal(["Lib"], expansion.Uses("App"));
    }

    [Theory]
    [InlineData("""<ItemGroup Condition="'$(Configuration)' == 'Debug'"><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup>""")]
    [InlineData("""<ItemGroup><ProjectReference Include="../Gone/Gone.csproj" Condition="Exists('../Gone/Gone.csproj')" /></ItemGroup>""")]
    [InlineData("""<ItemGroup Condition="$(MSBuildProjectName.EndsWith('.Tests'))"><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup>""")]
    [InlineData("<!--\n<ItemGroup>\n<ProjectReference Include=\"../Lib/Lib.csproj\" />\n</ItemGroup>\n-->")]
    [InlineData("<ItemGroup>\n<ProjectReference Include=\"../*/*.csproj\" />\n<ProjectReference Remove=\"../Lib/Lib.csproj\" />\n</ItemGroup>")]
    public void What_is_no_reference_is_none(string text)
    {
        StanzaProject project = SolutionInMemory.Of("", ("App/App.csproj", text), ("Lib/Lib.csproj", ""));

        Expansion expansion = project.Expand().AssertClean();

        Assert.Empty(expansion.Uses("App"));
    }

    [Fact]
    public void References_of_imported_files_count()
    {
        StanzaProject project = SolutionInMemory.Of("", ("tests/App.Tests/App.Tests.csproj", ""), ("tests/Support/Support.csproj", ""))
            .Write("Directory.Build.props", "<Project>\n<PropertyGroup>\n<Root>$(MSBuildThisFileDirectory)</Root>\n</PropertyGroup>\n</Project>")
            .Write("tests/Directory.Build.props", """
                <Project>
                  <Import Project="$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))" />
                  <ItemGroup Condition="$(MSBuildProjectName.EndsWith('.Tests'))">
                    <PackageReference Include="Microsoft.NET.Test.Sdk" />
                    <ProjectReference Include="$(Root)tests/Support/Support.csproj" />
                  </ItemGroup>
                </Project>
                """);

        Expansion expansion = project.Expand().AssertClean();

        Assert.Equal(["Support"], expansion.Uses("App.Tests"));
        Assert.Equal(["test", "test-App.Tests"], expansion.Targets.Select(target => target.Id.Value).Where(id => id.StartsWith("test", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_referenced_project_is_built_though_no_solution_lists_it()
    {
        StanzaProject project = SolutionInMemory.Of("", ("App/App.csproj", """<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup>"""))
            .WriteProject("Lib/Lib.csproj", "");

        Expansion expansion = project.Expand().AssertClean();

        Assert.Contains("obj/project.assets.json", expansion["restore"].Outputs.Select(path => path.Value[(path.Value.IndexOf('/', StringComparison.Ordinal) + 1)..]));
        Assert.Equal("build-Lib", expansion["build-Lib"].Id.Value);
    }

    [Fact]
    public void Conditions_that_exclude_one_another_make_no_circle()
    {
        const string Maybe = """<ItemGroup Condition="'$(OnlyMSBuildKnows)' == '{0}'"><ProjectReference Include="../{1}/{1}.csproj" /></ItemGroup>""";
        StanzaProject project = SolutionInMemory.Of(
            "", ("A/A.csproj", Maybe.Replace("{0}", "a", StringComparison.Ordinal).Replace("{1}", "B", StringComparison.Ordinal)), ("B/B.csproj", Maybe.Replace("{0}", "b", StringComparison.Ordinal).Replace("{1}", "A", StringComparison.Ordinal)));

        Expansion expansion = project.Expand().AssertClean();

        Assert.Equal(["B"], expansion.Uses("A"));
        Assert.Empty(expansion.Uses("B"));
    }

    [Fact]
    public void Edits_that_say_nothing_about_files_do_not_expand_again()
    {
        StanzaProject project = SolutionInMemory.Of("", ("App/App.csproj", """<ItemGroup><PackageReference Include="Serilog" Version="4.0.0" /></ItemGroup>"""), ("Lib/Lib.csproj", ""));

        project.AssertHitAfter(copy => copy.Write("App/App.csproj", copy.ReadText("App/App.csproj").Replace("CS1591", "CS1591;CS1592", StringComparison.Ordinal)));
        project.AssertHitAfter(copy => copy.Write("App/App.cs", "class App;"));
        project.AssertMissAfter(copy => copy.WriteProject("App/App.csproj", """<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup>"""));
        project.AssertMissAfter(copy => copy.Write("Directory.Build.props", "<Project />"));
    }
}
