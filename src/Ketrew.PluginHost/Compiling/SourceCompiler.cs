using System.Text;
using Ketrew.Sdk.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Ketrew.PluginHost.Compiling;

/// <summary>Compiles single-file plugins, each to an assembly of its own. Nothing of them runs.</summary>
/// <param name="references">What they may reference.</param>
internal sealed class SourceCompiler(IReadOnlyList<MetadataReference> references)
{
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using Ketrew.Sdk;
        global using Ketrew.Sdk.Observations;
        global using Ketrew.Sdk.Planning;
        global using Ketrew.Sdk.Syntax;
        """;

    // "Unsafe code may only appear if compiling with /unsafe": the word itself is refused, and nobody can compile otherwise.
    private const string UnsafeError = "CS0227";

    // What is wrong with comments is nobody's error, and a `cref` is no use of what it names.
    private static readonly CSharpParseOptions _parsing = new(LanguageVersion.Latest, DocumentationMode.Parse);
    private static readonly SyntaxTree _usings = CSharpSyntaxTree.ParseText(ImplicitUsings, _parsing);

    // Names that are in scope for every file may be the same as one of its own; that and all other warnings are for editors.
    private static readonly CSharpCompilationOptions _options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        deterministic: true,
        nullableContextOptions: NullableContextOptions.Enable,
        generalDiagnosticOption: ReportDiagnostic.Default,
        warningLevel: 0);

    /// <summary>Compiles one, or tells everything that is wrong with it.</summary>
    public ProtocolMessage.Compiled Compile(PluginSource source)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(SourceText.From(source.Text, Encoding.UTF8, SourceHashAlgorithm.Sha256), _parsing, source.Name);
        // With the extension in it, it is the name of no assembly that the SDK opens its internals to.
        CSharpCompilation compilation = CSharpCompilation.Create(source.Name, [_usings, tree], references, _options);
        SourceProblem[] problems = [.. Problems(compilation, tree)];
        return problems.Length > 0 ? new ProtocolMessage.Compiled(source.Key, [], [], problems) : Emit(source.Key, compilation);
    }

    private static IEnumerable<SourceProblem> Problems(CSharpCompilation compilation, SyntaxTree tree) => compilation.GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != UnsafeError)
        .Select(diagnostic => CompilerError.Describe(diagnostic, compilation))
        .Concat(SymbolCheck.Check(compilation.GetSemanticModel(tree)).Select(refusal => refusal.Describe()))
        .Distinct()
        .OrderBy(problem => problem.Line)
        .ThenBy(problem => problem.Column)
        .ThenBy(problem => problem.Code, StringComparer.Ordinal)
        .ThenBy(problem => problem.Message, StringComparer.Ordinal);

    private static ProtocolMessage.Compiled Emit(string key, CSharpCompilation compilation)
    {
        using MemoryStream assembly = new();
        using MemoryStream symbols = new();
        using MemoryStream documentation = new();
        EmitResult result = compilation.Emit(assembly, symbols, documentation, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        SourceProblem[] problems = result.Success
            ? [.. AssemblyCheck.Check(assembly.ToArray(), symbols.ToArray()).Select(refusal => refusal.Describe()).Distinct()]
            : [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => CompilerError.Describe(diagnostic, compilation))];
        return problems.Length > 0
            ? new ProtocolMessage.Compiled(key, [], [], problems)
            : new ProtocolMessage.Compiled(key, assembly.ToArray(), symbols.ToArray(), []) { Documentation = documentation.ToArray() };
    }
}
