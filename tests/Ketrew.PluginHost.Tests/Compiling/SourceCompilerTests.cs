using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost.Tests.Compiling;

public class SourceCompilerTests
{
    private const string Stanza =
        """
        [Stanza("a")]
        public sealed class AStanza : Stanza<AStanza.Fields>
        {
            public sealed record Fields(string Name);
            protected override void Expand(Fields fields, StanzaContext context) => context.Emit(new GroupStanza(fields.Name));
        }
        """;

    [Fact]
    public void The_same_file_is_compiled_to_the_same_bytes()
    {
        ProtocolMessage.Compiled one = Snippets.Compile(Stanza);

        ProtocolMessage.Compiled other = Snippets.Compile(Stanza);

        Assert.NotEmpty(one.Assembly);
        Assert.Equal(one.Assembly, other.Assembly);
        Assert.Equal(one.Symbols, other.Symbols);
    }

    [Fact]
    public void Symbols_name_the_file_without_a_directory()
    {
        ProtocolMessage.Compiled compiled = Snippets.Compile(Stanza, "fan-out.stanza.cs");

        using MemoryStream bytes = new(compiled.Symbols);
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(bytes);
        MetadataReader reader = provider.GetMetadataReader();
        Assert.Equal(["fan-out.stanza.cs"], reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name)).Where(name => name.Length > 0));
    }

    [Fact]
    public void A_file_named_like_one_of_our_assemblies_sees_nothing_internal()
    {
        const string Internals = "_ = typeof(Ketrew.Sdk.Protocol.ProtocolMessage).Name;";

        ProtocolMessage.Compiled compiled = Snippets.Compile(Stanza.Replace("public sealed record", $"void Look() {{ {Internals} }} public sealed record", StringComparison.Ordinal), "Ketrew.PluginHost.cs");

        Assert.Contains("CS0122", compiled.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public async Task All_errors_of_the_compiler_are_told_in_our_spelling()
    {
        ProtocolMessage.Compiled compiled = Snippets.CompileStatements(
            """
            string name = fields.Nam;
            int count = "a";
            foreach (var value in 5) { }
            Missing();
            using Newtonsoft.Json.Linq;
            var node = new Newtonsoft.Json.Linq.JObject();
            string text = null; text.Length.ToString();
            """);

        await Verify(Snippets.Describe(compiled));
    }

    [Fact]
    public void Warnings_are_for_editors() =>
        Assert.Equal("  compiled", Snippets.Describe(Snippets.CompileStatements("string text = null; int unused; _ = text.Length; #warning careful\n;".Replace("#", "\n#", StringComparison.Ordinal))));

    [Fact]
    public void An_assembly_references_only_what_it_uses()
    {
        using MemoryStream bytes = new(Snippets.Compile(Stanza).Assembly);
        using PEReader image = new(bytes);
        MetadataReader reader = image.GetMetadataReader();

        Assert.Equal(["Ketrew.Sdk", "System.Collections", "System.Runtime"], reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name)).Order());
    }
}
