using Ketrew.Sdk.Testing;

namespace Ketrew.Stanzas.Tests.DotNet;

public sealed class InputAndOutputTests
{
    [Fact]
    public void A_build_reads_its_directory_what_decides_about_it_and_what_it_links()
    {
        StanzaProject project = SolutionInMemory.Of("", ("src/App/App.csproj", """
            <ItemGroup>
              <Compile Include="../shared/*.cs" />
              <None Include="..\..\LICENSE" />
            </ItemGroup>
            <Import Project="../../build/common.targets" />
            """))
            .Write("src/App/App.cs", "").Write("src/App/obj/generated.cs", "").Write("src/App/bin/Release/net8.0/App.xml", "").Write("src/App/.vs/state", "")
            .Write("src/shared/Shared.cs", "").Write("src/other/Other.cs", "").Write("LICENSE", "").Write("build/common.targets", "<Project />")
            .Write("Directory.Build.props", "<Project />").Write("Directory.Packages.props", "<Project />").Write(".editorconfig", "").Write("global.json", "{}").Write("nuget.config", "<configuration />");

        Expansion expansion = project.Expand().AssertClean();

        Assert.Equal(
            [".editorconfig", "Directory.Build.props", "LICENSE", "build/common.targets", "global.json", "src/App/App.cs", "src/App/App.csproj", "src/shared/Shared.cs"],
            expansion.Reads("build-App").Order(StringComparer.Ordinal));
        Assert.Equal(
            ["All.slnx", "Directory.Build.props", "Directory.Packages.props", "build/common.targets", "global.json", "nuget.config", "src/App/App.csproj"],
            expansion.Reads("restore").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_project_leaves_out_the_directories_that_it_removes()
    {
        StanzaProject project = SolutionInMemory.Of("", ("App.csproj", """<ItemGroup><Compile Remove="tests/**" /></ItemGroup>"""), ("tests/App.Tests/App.Tests.csproj", ""))
            .Write("App.cs", "").Write("tests/App.Tests/A.cs", "");

        Expansion expansion = project.Expand().AssertClean();

        Assert.Equal(["All.slnx", "App.cs", "App.csproj", "workflow.yaml"], expansion.Reads("build-App").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("", "", "App/bin/Release/net8.0/App.dll", "App/obj/project.assets.json")]
    [InlineData("", "<AssemblyName>Tool</AssemblyName>", "App/bin/Release/net8.0/Tool.dll", "App/obj/project.assets.json")]
    [InlineData("configuration: Debug", "", "App/bin/Debug/net8.0/App.dll", "App/obj/project.assets.json")]
    [InlineData("artifacts: out", "", "out/bin/App/release/App.dll", "out/obj/App/project.assets.json")]
    [InlineData("artifacts: out", "<TargetFrameworks>net8.0;net9.0</TargetFrameworks>", "out/bin/App/release_net8.0/App.dll out/bin/App/release_net9.0/App.dll", "out/obj/App/project.assets.json")]
    [InlineData("", "<TargetFrameworks>net8.0;net9.0</TargetFrameworks>", "App/bin/Release/net8.0/App.dll App/bin/Release/net9.0/App.dll", "App/obj/project.assets.json")]
    [InlineData("", "<AssemblyName Condition=\"'$(OnlyMSBuildKnows)' == ''\">Tool</AssemblyName>", "", "App/obj/project.assets.json")]
    [InlineData("", "<OutputPath>../build</OutputPath>", "", "App/obj/project.assets.json")]
    [InlineData("", "<BaseIntermediateOutputPath>../tmp/App/</BaseIntermediateOutputPath>", "App/bin/Release/net8.0/App.dll", "tmp/App/project.assets.json")]
    public void Outputs_are_where_the_build_writes_them(string fields, string properties, string assemblies, string assets)
    {
        StanzaProject project = SolutionInMemory.Of(fields, ("App/App.csproj", $"<PropertyGroup>{properties}</PropertyGroup>"));

        Expansion expansion = project.Expand().AssertClean();

        Assert.Equal(assemblies, string.Join(' ', expansion["build-App"].Outputs.Select(path => path.Value).Where(path => path.EndsWith(".dll", StringComparison.Ordinal))));
        Assert.Equal([assets], expansion["restore"].Outputs.Select(path => path.Value));
    }

    [Fact]
    public void Artifacts_of_the_repository_itself_are_known()
    {
        StanzaProject project = SolutionInMemory.Of("", ("src/App/App.csproj", ""))
            .Write("Directory.Build.props", "<Project>\n<PropertyGroup>\n<UseArtifactsOutput>true</UseArtifactsOutput>\n</PropertyGroup>\n</Project>");

        Expansion expansion = project.Expand().AssertClean();

        Assert.Contains("artifacts/bin/App/release/App.dll", expansion["build-App"].Outputs.Select(path => path.Value));
    }

    [Fact]
    public void Everything_about_a_solution_is_seen_in_the_plan()
    {
        StanzaProject project = SolutionInMemory.Of(
            """
            artifacts: artifacts
            locked: true
            properties: { Version: "1.0;x" }
            test_pools: { processors: 2 }
            test_timeout: 10m
            test_inputs: { "*": [data/*.txt] }
            environment: { TZ: UTC }
            """,
            ("src/App/App.csproj", ""),
            ("tests/App.Tests/App.Tests.csproj", """<ItemGroup><PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.0.1" /><ProjectReference Include="../../src/App/App.csproj" /></ItemGroup>"""))
            .Write("data/one.txt", "").Write("src/App/packages.lock.json", "{}");
        project.Workflow(project.ReadText("workflow.yaml").Replace("stanzas:", "pools: { processors: 2 }\nstanzas:", StringComparison.Ordinal));

        project.Expand().AssertClean().MatchSnapshot();
    }
}
