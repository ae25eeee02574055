using System.Globalization;
using Ketrew.Sdk.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Ketrew.PluginHost.Compiling;

/// <summary>The compiler's errors in our spelling.</summary>
internal static class CompilerError
{
    /// <summary>Lower case, names in backticks, no full stop; where it is in the file, whatever <c>#line</c> says.</summary>
    public static SourceProblem Describe(Diagnostic diagnostic)
    {
        LinePositionSpan place = diagnostic.Location.GetLineSpan().Span;
        return new SourceProblem(
            diagnostic.Id, Spell(diagnostic.GetMessage(CultureInfo.InvariantCulture)), null, place.Start.Line + 1, place.Start.Character + 1, place.End.Line + 1, place.End.Character + 1);
    }

    private static string Spell(string message)
    {
        string text = Quote(message.TrimEnd('.'));
        return text.Length > 1 && char.IsUpper(text[0]) && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
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
