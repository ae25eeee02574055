using System.Globalization;
using Ketrew.Sdk.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ketrew.PluginHost.Compiling;

/// <summary>The compiler's errors in our spelling.</summary>
internal static class CompilerError
{
    /// <summary>Lower case, names in backticks, no full stop; where it is in the file, whatever <c>#line</c> says.</summary>
    /// <param name="diagnostic">As the compiler tells it.</param>
    /// <param name="compilation">Knows which types there are.</param>
    public static SourceProblem Describe(Diagnostic diagnostic, Compilation compilation) =>
        diagnostic.Location.GetLineSpan().Span.ToProblem(diagnostic.Id, Spell(diagnostic.GetMessage(CultureInfo.InvariantCulture)), HintFor(diagnostic, compilation));

    private static string? HintFor(Diagnostic diagnostic, Compilation compilation) => diagnostic.Id switch
    {
        // A partial method without body, mostly a generated regular expression.
        "CS8795" => "nothing generates code here: use `new Regex(pattern)` in a `static readonly` field",
        "CS8805" => "a plugin has no top-level statements: put them into `Expand` of a `[Stanza(\"name\")] public sealed class NameStanza : Stanza<NameStanza.Fields>`",
        "CS0246" or "CS0103" when NamespaceOf(diagnostic, compilation) is { } space => $"begin the file with `using {space};`",
        "CS0246" or "CS0234" => "a single file has no packages; for those write a plugin project: `- project: folder`",
        _ => null,
    };

    private static string? NamespaceOf(Diagnostic diagnostic, Compilation compilation)
    {
        SyntaxNode? node = diagnostic.Location.SourceTree?.GetRoot().FindNode(diagnostic.Location.SourceSpan);
        return node?.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().FirstOrDefault() is { } name
            ? AllowedSymbols.Table.Namespaces.FirstOrDefault(space => IsIn(space, name, compilation))
            : null;
    }

    private static bool IsIn(string space, SimpleNameSyntax name, Compilation compilation) =>
        AllowedSymbols.Table.Allow(new SymbolName(space, name.Identifier.Text, "", null))
        && compilation.GetTypeByMetadataName($"{space}.{name.Identifier.Text}{(name.Arity == 0 ? "" : $"`{name.Arity}")}") is { DeclaredAccessibility: Accessibility.Public };

    private static string Spell(string message)
    {
        string text = Quote(message.TrimEnd('.'));
        return text.Length > 1 && char.IsUpper(text[0]) && (char.IsLower(text[1]) || text[1] == ' ') ? char.ToLowerInvariant(text[0]) + text[1..] : text;
    }

    // An apostrophe inside of a word, as in `doesn't`, is none of a pair.
    private static string Quote(string message)
    {
        char[] text = message.ToCharArray();
        for (int i = 0; i < text.Length; i++)
        {
            bool isInWord = i > 0 && i + 1 < text.Length && char.IsLetterOrDigit(text[i - 1]) && char.IsLetterOrDigit(text[i + 1]);
            text[i] = text[i] == '\'' && !isInWord ? '`' : text[i];
        }

        return new string(text);
    }
}
