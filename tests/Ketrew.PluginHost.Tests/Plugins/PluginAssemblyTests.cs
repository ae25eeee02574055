using Ketrew.Expander.Hosting;
using Ketrew.Expander.Plugins;
using Ketrew.Sdk.Protocol;
using Ketrew.TestSupport;

namespace Ketrew.PluginHost.Tests.Plugins;

public class PluginAssemblyTests
{
    [Fact]
    public void Stanzas_are_read_in_order_without_loading_anything()
    {
        PluginAssembly assembly = PluginAssembly.Read(Builds.Assembly("Samples"));

        Assert.Null(assembly.Problem);
        Assert.Equal(
            [
                new DeclaredStanza("curious", "Samples.CuriousStanza", ""),
                new DeclaredStanza("nested", "Samples.Container+NestedStanza", ""),
                new DeclaredStanza("word-count", "Samples.WordCountStanza", "1.0"),
            ],
            assembly.Stanzas);
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), loaded => loaded.GetName().Name == "Samples");
    }

    [Fact]
    public void What_lies_beside_the_assembly_and_is_referenced_is_private()
    {
        PluginAssembly assembly = PluginAssembly.Read(Builds.Assembly("UsesOne"));

        Assert.Equal(["UsesOne.dll", "Versioned.dll"], assembly.Files.Select(Path.GetFileName));
        Assert.Equal(["UsesOne.dll", "Versioned.dll", "UsesOne.pdb"], FilesOf(assembly).Select(file => file.Name));
    }

    [Fact]
    public void The_identity_is_that_of_the_bytes_wherever_they_lie()
    {
        using TemporaryDirectory folder = new();
        File.Copy(Builds.Assembly("UsesOne"), folder["UsesOne.dll"]);
        File.Copy(Path.Combine(Builds.Folder("UsesOne"), "Versioned.dll"), folder["Versioned.dll"]);

        PluginAssembly copy = PluginAssembly.Read(folder["UsesOne.dll"]);

        Assert.Equal(PluginAssembly.Read(Builds.Assembly("UsesOne")).Identity, copy.Identity);
    }

    [Fact]
    public void Another_version_of_a_private_dependency_is_another_identity()
    {
        using TemporaryDirectory folder = new();
        File.Copy(Builds.Assembly("UsesOne"), folder["UsesOne.dll"]);
        File.Copy(Path.Combine(Builds.Folder("UsesTwo"), "Versioned.dll"), folder["Versioned.dll"]);

        PluginAssembly other = PluginAssembly.Read(folder["UsesOne.dll"]);

        Assert.NotEqual(PluginAssembly.Read(Builds.Assembly("UsesOne")).Identity, other.Identity);
    }

    [Fact]
    public void What_was_digested_is_what_is_sent_even_when_the_file_changed()
    {
        using TemporaryDirectory folder = new();
        File.Copy(Builds.Assembly("Samples"), folder["Samples.dll"]);
        PluginAssembly assembly = PluginAssembly.Read(folder["Samples.dll"]);

        File.WriteAllText(folder["Samples.dll"], "something else");

        Assert.Equal(File.ReadAllBytes(Builds.Assembly("Samples")), FilesOf(assembly)[0].Bytes);
    }

    [Fact]
    public void A_missing_file_and_noise_and_a_library_are_problems()
    {
        using TemporaryDirectory folder = new();
        folder.Write("noise.dll", "noise");
        string library = Path.Combine(Builds.Folder("UsesOne"), "Versioned.dll");

        string?[] problems = [.. new[] { folder["none.dll"], folder["noise.dll"], library }.Select(path => PluginAssembly.Read(path).Problem)];

        Assert.Equal("the file doesn't exist", problems[0]);
        Assert.StartsWith("it is no .NET assembly", problems[1], StringComparison.Ordinal);
        Assert.Equal("it doesn't reference Ketrew.Sdk, so it declares neither stanza nor backend", problems[2]);
    }

    [Fact]
    public void A_plugin_of_a_newer_sdk_asks_for_a_newer_program()
    {
        Assert.Null(SdkContract.ProblemOf(Version.Parse(SdkContract.Version)));
        Assert.Contains("a newer ketrew is wanted", SdkContract.ProblemOf(new Version(99, 0, 0, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_of_an_older_contract_must_be_compiled_again() =>
        Assert.Contains("must be compiled again", SdkContract.ProblemOf(new Version(0, 0, 9, 0)), StringComparison.Ordinal);

    private static PluginFile[] FilesOf(PluginAssembly assembly) => Assert.IsType<ProtocolMessage.Load>(Assert.IsType<HostedPlugin>(assembly.Code.Image).ToMessage()).Files;
}
