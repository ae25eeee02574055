using Ketrew.Sdk.Testing;
using Ketrew.Stanzas.DotNet;

namespace Ketrew.Stanzas.Tests.DotNet;

public sealed class SolutionFormatTests
{
    private const string Classic = """
        Microsoft Visual Studio Solution File, Format Version 12.00
        Project("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "libraries", "libraries", "{AAAAAAAA-0000-0000-0000-000000000000}"
        EndProject
        Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "One", "libraries\One\One.csproj", "{AAAAAAAA-0000-0000-0000-000000000001}"
        	ProjectSection(ProjectDependencies) = postProject
        		{AAAAAAAA-0000-0000-0000-000000000002} = {AAAAAAAA-0000-0000-0000-000000000002}
        	EndProjectSection
        EndProject
        Project("{F2A71F9B-5D33-465A-A702-920D77279786}") = "Two", "with space\Two.fsproj", "{AAAAAAAA-0000-0000-0000-000000000002}"
        EndProject
        Project("{F184B08F-C81C-45F6-A57F-5ABD9991F28F}") = "Off", "Off\Off.vbproj", "{AAAAAAAA-0000-0000-0000-000000000003}"
        EndProject
        Global
        	GlobalSection(ProjectConfigurationPlatforms) = postSolution
        		{AAAAAAAA-0000-0000-0000-000000000001}.Release|Any CPU.ActiveCfg = Release|Any CPU
        		{AAAAAAAA-0000-0000-0000-000000000001}.Release|Any CPU.Build.0 = Release|Any CPU
        		{AAAAAAAA-0000-0000-0000-000000000002}.Release|Any CPU.ActiveCfg = Release|Any CPU
        		{AAAAAAAA-0000-0000-0000-000000000002}.Release|Any CPU.Build.0 = Release|Any CPU
        		{AAAAAAAA-0000-0000-0000-000000000003}.Release|Any CPU.ActiveCfg = Release|Any CPU
        	EndGlobalSection
        	GlobalSection(NestedProjects) = preSolution
        		{AAAAAAAA-0000-0000-0000-000000000001} = {AAAAAAAA-0000-0000-0000-000000000000}
        	EndGlobalSection
        EndGlobal
        """;

    private const string Xml = """
        <Solution>
          <Folder Name="/libraries/">
            <Project Path="libraries/One/One.csproj">
              <BuildDependency Project="with space/Two.fsproj" />
            </Project>
          </Folder>
          <Project Path="with space\Two.fsproj" />
          <Project Path="Off/Off.vbproj"><Build Solution="Release|*" Project="false" /></Project>
          <!-- <Project Path="Gone/Gone.csproj" /> -->
        </Solution>
        """;

    [Theory]
    [InlineData("Some.sln", Classic)]
    [InlineData("Some.slnx", Xml)]
    public void Both_formats_say_the_same(string file, string text)
    {
        StanzaProject project = new StanzaProject().Add<DotNetSolutionStanza>()
            .Workflow($"ketrew: 1\nstanzas:\n  - dotnet-solution: {{ solution: {file} }}\n")
            .Write(file, text)
            .WriteProject("libraries/One/One.csproj", "")
            .WriteProject("with space/Two.fsproj", "")
            .WriteProject("Off/Off.vbproj", "");

        Expansion expansion = project.Expand().AssertClean();

        Assert.Equal(["build", "build-One", "build-Two", "packages-One", "packages-Two", "restore", "test"], expansion.Targets.Select(target => target.Id.Value));
        Assert.Equal(["Two"], expansion.Uses("One"));
        Assert.StartsWith("dotnet build 'with space/Two.fsproj' -c Release --no-restore --no-dependencies ", expansion.Command("build-Two"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_solution_may_lie_below_the_workflow()
    {
        StanzaProject project = new StanzaProject().Add<DotNetSolutionStanza>()
            .Workflow("ketrew: 1\nstanzas:\n  - dotnet-solution: { solution: code/All.slnx, artifacts: build, name: code }\n")
            .Write("code/All.slnx", "<Solution><Project Path=\"App/App.csproj\" /></Solution>")
            .WriteProject("code/App/App.csproj", "");

        Expansion expansion = project.Expand().AssertClean();

        Assert.Equal("code", expansion["code-build-App"].Directory.Value);
        Assert.Contains("\"-p:ArtifactsPath=$PWD/\"../build", expansion.Command("code-build-App"), StringComparison.Ordinal);
        Assert.Contains("build/bin/App/release/App.dll", expansion["code-build-App"].Outputs.Select(path => path.Value));
    }

    [Fact]
    public Task What_is_wrong_is_told_at_once()
    {
        StanzaProject project = SolutionInMemory.Of("test_inputs: { Nobody: [x] }", ("A/A.csproj", """
            <ItemGroup>
              <ProjectReference Include="$(Somewhere)/X.csproj" />
              <ProjectReference Include="../Missing/Missing.csproj" />
              <ProjectReference Include="../../outside/Out.csproj" />
            </ItemGroup>
            """));
        project.Write("All.slnx", project.ReadText("All.slnx").Replace("<Solution>", "<Solution>\n  <Project Path=\"B/B.csproj\" />", StringComparison.Ordinal));

        Expansion expansion = project.Expand();

        return Verify(expansion.Errors);
    }

    [Fact]
    public Task Projects_that_would_overwrite_one_another_are_refused()
    {
        StanzaProject project = SolutionInMemory.Of("artifacts: artifacts", ("one/A.csproj", ""), ("two/A.csproj", ""));

        Expansion expansion = project.Expand();

        return Verify(expansion.Errors);
    }
}
