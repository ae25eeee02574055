using System.Text.RegularExpressions;
using Ketrew.Sdk.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Ketrew.PluginHost.Tests.Sandboxing;

/// <summary>A plugin that tries to get out: a file of <c>testdata/hostile</c>. Its name says what it tries, its first line what comes of it.</summary>
/// <param name="Name">Folder and file: <c>files/deletes-a-file</c>.</param>
/// <param name="Source">What becomes of it as a single-file plugin: <c>refused</c> or <c>compiles</c>.</param>
/// <param name="AtProcessLevel">What becomes of it as an assembly, in a process of its own.</param>
/// <param name="AtKernelLevel">What becomes of it where the kernel helps.</param>
internal sealed partial record Escape(string Name, string Source, string AtProcessLevel, string AtKernelLevel)
{
    private const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using Ketrew.Sdk;
        """;

    // What the attempts are after; the tests put it there.
    private const string Prey =
        "public sealed record Prey(string Secret, string Folder, string Victim, string Document, string Assembly, string Socket, int Tcp, int Udp, int Engine);";

    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "hostile");

    private static readonly MetadataReference[] _references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>All names, in ordinal order.</summary>
    public static IEnumerable<string> Names => Directory.EnumerateFiles(_folder, "*.cs", SearchOption.AllDirectories)
        .Select(path => Path.ChangeExtension(Path.GetRelativePath(_folder, path), null))
        .Order(StringComparer.Ordinal);

    /// <summary>Reads a file.</summary>
    public static Escape Read(string name)
    {
        Match expected = FirstLine().Match(File.ReadAllText(PathOf(name)));
        return new Escape(name, expected.Groups[1].Value, expected.Groups[2].Value, expected.Groups[3].Value);
    }

    /// <summary>The whole single-file plugin.</summary>
    public string Text => $"{Usings}\n{File.ReadAllText(PathOf(Name))}\n{Prey}\n";

    /// <summary>The assembly that somebody builds of it who has all of C# and of the framework.</summary>
    public PluginFile[] Build()
    {
        CSharpCompilationOptions options = new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
        CSharpCompilation compilation = CSharpCompilation.Create("hostile", [CSharpSyntaxTree.ParseText(Text, new CSharpParseOptions(LanguageVersion.Latest))], _references, options);
        using MemoryStream assembly = new();
        EmitResult result = compilation.Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        return [new PluginFile("hostile.dll", assembly.ToArray())];
    }

    private static string PathOf(string name) => Path.Combine(_folder, $"{name}.cs");

    [GeneratedRegex("^// source: (refused|compiles); level 2: ([a-z ]+); level 3: ([a-z ]+)\n")]
    private static partial Regex FirstLine();
}
