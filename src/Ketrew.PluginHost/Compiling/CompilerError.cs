using System.Globalization;
using Ketrew.Sdk.Protocol;
using Microsoft.CodeAnalysis;

namespace Ketrew.PluginHost.Compiling;

/// <summary>The compiler's errors in our spelling.</summary>
internal static class CompilerError
{
    /// <summary>Lower case, names in backticks, no full stop; where it is in the file, whatever <c>#line</c> says.</summary>
    public static SourceProblem Describe(Diagnostic diagnostic) =>
        diagnostic.Location.GetLineSpan().Span.ToProblem(diagnostic.Id, Spell(diagnostic.GetMessage(CultureInfo.InvariantCulture)), HintFor(diagnostic.Id));

    private static string? HintFor(string id) => id switch
    {
        // A partial method without body, mostly a generated regular expression.
        "CS8795" => "nothing generates code here: use `new Regex(pattern)` in a `static readonly` field",
        "CS0246" or "CS0234" => "a single file has no packages; for those write a plugin project: `- project: folder`",
        _ => null,
    };

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
