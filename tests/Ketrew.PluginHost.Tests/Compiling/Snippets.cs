using System.Globalization;
using Ketrew.PluginHost.Compiling;
using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost.Tests.Compiling;

/// <summary>Compiles pieces of single-file plugins.</summary>
internal static class Snippets
{
    private static readonly SourceCompiler _compiler = new(PluginReferences.In(Builds.Folder("Ketrew.PluginHost")));

    /// <summary>Compiles a whole file.</summary>
    public static ProtocolMessage.Compiled Compile(string text, string name = "sample.stanza.cs") => _compiler.Compile(new PluginSource("key", name, text));

    /// <summary>Compiles statements inside of <c>Expand</c>, where <c>context</c> and <c>fields</c> are in scope; on the line 8.</summary>
    public static ProtocolMessage.Compiled CompileStatements(string statements) => Compile(File("", statements, ""));

    /// <summary>Compiles members of the stanza's class.</summary>
    public static ProtocolMessage.Compiled CompileMembers(string members) => Compile(File("", "", members));

    /// <summary>Compiles what stands before the stanza's class: directives, attributes of the assembly, other types.</summary>
    public static ProtocolMessage.Compiled CompileDeclarations(string declarations) => Compile(File(declarations, "", ""));

    /// <summary>A line for each problem; one word when there is none.</summary>
    public static string Describe(ProtocolMessage.Compiled compiled) => compiled.Problems.Length == 0
        ? "  compiled"
        : string.Join('\n', compiled.Problems.Select(Describe));

    private static string Describe(SourceProblem problem) => string.Create(
        CultureInfo.InvariantCulture, $"  {problem.Line}:{problem.Column}-{problem.EndColumn} {problem.Code}{(problem.Code.Length > 0 ? ": " : "")}{problem.Message}{(problem.Hint is null ? "" : $"\n       = {problem.Hint}")}");

    private static string File(string declarations, string statements, string members) =>
        $$"""
        {{declarations}}
        [Stanza("sample")]
        public sealed class SampleStanza : Stanza<SampleStanza.Fields>
        {
            public sealed record Fields(string Name, ValueList<string> Values);
            protected override void Expand(Fields fields, StanzaContext context)
            {
        {{statements}}
            }
        {{members}}
        }
        """;
}
