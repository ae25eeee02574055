using Ketrew.Expander.Plugins.Projects;
using Ketrew.TestSupport;

namespace Ketrew.PluginHost.Tests.Plugins;

public sealed class ProjectSourcesTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Everything_that_decides_the_assembly_is_a_source()
    {
        _root.Write("Directory.Build.props", "<Project><Import Project=\"eng/more.props\" /></Project>");
        _root.Write("eng/more.props", "<Project />");
        _root.Write("global.json", "{}");
        _root.Write("a/A.csproj", """
            <Project>
              <ProjectReference Include="..\b\B.csproj" />
              <Compile Include="../shared/One.cs;../shared/Two.cs" />
              <Reference Include="X"><HintPath>../lib/X.dll</HintPath></Reference>
              <Compile Include="$(Unknown)/*.cs" />
            </Project>
            """);
        _root.Write("a/A.cs", "");
        _root.Write("a/deep/Deep.cs", "");
        _root.Write("a/obj/Generated.cs", "");
        _root.Write("a/bin/A.dll", "");
        _root.Write("b/B.csproj", "<Project><ProjectReference Include=\"../a/A.csproj\" /></Project>");
        _root.Write("b/B.cs", "");
        _root.Write("shared/One.cs", "");
        _root.Write("shared/Other.cs", "");
        _root.Write("lib/X.dll", "");

        IEnumerable<string> sources = ProjectSources.Find(_root["a/A.csproj"], (_, _) => { }, _root["sdk/none.dll"]).Select(file => Path.GetRelativePath(_root.FullPath, file.Path));

        Assert.Equal(
            [
                "Directory.Build.props", "a/A.cs", "a/A.csproj", "a/deep/Deep.cs", "b/B.cs", "b/B.csproj", "eng/more.props", "global.json", "lib/X.dll",
                "shared/One.cs",
            ],
            sources.Where(path => !path.StartsWith("..", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_project_file_that_cannot_be_read_is_left_to_the_build()
    {
        _root.Write("a/A.csproj", "<Project");

        Assert.Contains(ProjectSources.Find(_root["a/A.csproj"], (_, _) => { }), file => file.Path == _root["a/A.csproj"]);
    }
}
