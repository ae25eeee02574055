using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.BuiltIns;

/// <summary>Putting one text for another, within the limit of a text.</summary>
internal static class Replacing
{
    /// <summary>Replaces every occurrence.</summary>
    public static Value All(CallArguments call, int textIndex, int matchIndex, string replacement)
    {
        (string text, string match) = (call.Text(textIndex), call.Text(matchIndex));
        if (match.Length == 0)
        {
            return Value.From(text);
        }

        BoundedText result = new(call.Budget);
        int start = 0;
        while (text.IndexOf(match, start, StringComparison.Ordinal) is >= 0 and var at)
        {
            result.Append(text.AsSpan(start, at - start)).Append(replacement);
            start = at + match.Length;
        }

        return Value.From(result.Append(text.AsSpan(start)).ToString());
    }

    /// <summary>Replaces the first or last occurrence of the second argument in the first one.</summary>
    public static Value One(CallArguments call, string replacement, bool fromEnd)
    {
        (string text, string match) = (call.Text(0), call.Text(1));
        int at = fromEnd ? text.LastIndexOf(match, StringComparison.Ordinal) : text.IndexOf(match, StringComparison.Ordinal);
        return Value.From(at < 0 || match.Length == 0 ? text : string.Concat(text.AsSpan(0, at), replacement, text.AsSpan(at + match.Length)));
    }
}
