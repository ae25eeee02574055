using Ketrew.Expander.Plugins;
using Ketrew.Expander.Plugins.Projects;
using Ketrew.Sdk.Diagnostics;
using Ketrew.TestSupport;

namespace Ketrew.PluginHost.Tests.Plugins;

public sealed class PluginProjectBuilderTests : IDisposable
{
    private const string Stanza = """
        using Ketrew.Sdk;

        [Stanza("hello")]
        public sealed class HelloStanza : Stanza<HelloStanza.Fields>
        {
            public sealed record Fields(string Name = "hello");

            protected override void Expand(Fields fields, StanzaContext context) => context.Emit(new GroupStanza(fields.Name));
        }
        """;

    private readonly TemporaryDirectory _root = new();
    private readonly List<string> _progress = [];

    public PluginProjectBuilderTests()
    {
        _root.Write("stanzas/Hello/Hello.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <AssemblyName>Acme.Hello</AssemblyName>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="Ketrew.Sdk" HintPath="$(KetrewSdkDirectory)/Ketrew.Sdk.dll" Private="false" />
              </ItemGroup>
            </Project>
            """);
        _root.Write("stanzas/Hello/HelloStanza.cs", Stanza);
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task A_project_is_built_when_its_sources_changed_and_only_then()
    {
        PluginProjectResult.Built first = await BuildAsync();
        PluginProjectResult.Built same = await BuildAsync();
        _root.Write("stanzas/Hello/HelloStanza.cs", Stanza.Replace("\"hello\")]", "\"hi\")]", StringComparison.Ordinal));
        PluginProjectResult.Built changed = await BuildAsync();
        _root.Write("stanzas/Hello/HelloStanza.cs", Stanza);
        PluginProjectResult.Built back = await BuildAsync();

        Assert.Equal([true, false, true, false], new[] { first, same, changed, back }.Select(result => result.WasBuilt));
        Assert.Equal([first.AssemblyPath, first.AssemblyPath], [same.AssemblyPath, back.AssemblyPath]);
        Assert.Equal("hi", Assert.Single(PluginAssembly.Read(changed.AssemblyPath).Stanzas).Name);
        Assert.Equal(["building plugin stanzas/Hello/Hello.csproj", "building plugin stanzas/Hello/Hello.csproj"], _progress);
        Assert.Equal(["Hello.csproj", "HelloStanza.cs"], Directory.GetFileSystemEntries(_root["stanzas/Hello"]).Select(Path.GetFileName).Order());
        Assert.Empty(Directory.GetDirectories(_root[".ketrew/plugins"], ".work-*"));
    }

    [Fact]
    public async Task An_error_of_the_compiler_has_its_place()
    {
        _root.Write("stanzas/Hello/HelloStanza.cs", Stanza.Replace("fields.Name)", "fields.Nam)", StringComparison.Ordinal));

        PluginProjectResult result = await Builder.BuildAsync("stanzas/Hello", CancellationToken.None);

        Diagnostic error = Assert.Single(Assert.IsType<PluginProjectResult.Failed>(result).Diagnostics);
        Assert.StartsWith("CS1061", error.Message, StringComparison.Ordinal);
        Assert.Equal("stanzas/Hello/HelloStanza.cs:8:113", error.Span.ToString());
    }

    [Fact]
    public async Task A_folder_without_a_project_or_with_two_is_told()
    {
        _root.Write("stanzas/Two/A.csproj", "<Project />");
        _root.Write("stanzas/Two/B.csproj", "<Project />");

        PluginProjectResult none = await Builder.BuildAsync("stanzas", CancellationToken.None);
        PluginProjectResult two = await Builder.BuildAsync("stanzas/Two", CancellationToken.None);

        Assert.Equal("`stanzas` holds no project file", Assert.Single(Assert.IsType<PluginProjectResult.Failed>(none).Diagnostics).Message);
        Assert.Equal(
            "name one of `stanzas/Two/A.csproj`, `stanzas/Two/B.csproj`", Assert.Single(Assert.IsType<PluginProjectResult.Failed>(two).Diagnostics).Hint);
    }

    private PluginProjectBuilder Builder => new(new PluginProjectOptions
    {
        Root = _root.FullPath,
        SdkDirectory = Builds.Folder("Ketrew.Sdk"),
        Progress = _progress.Add,
    });

    private async Task<PluginProjectResult.Built> BuildAsync() =>
        Assert.IsType<PluginProjectResult.Built>(await Builder.BuildAsync("stanzas/Hello", CancellationToken.None));
}
