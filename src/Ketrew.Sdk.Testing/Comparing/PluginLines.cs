using System.Text.RegularExpressions;
using Ketrew.Expander.Expansion;

namespace Ketrew.Sdk.Testing.Comparing;

/// <summary>Where a plugin emits and reports, as comments and notes say it: <c>at WordCountStanza.cs:14</c>.</summary>
internal static class PluginLines
{
    /// <summary>The text without the numbers of those lines; the files stay.</summary>
    /// <param name="text">Anything that names lines of the plugin.</param>
    /// <param name="uses">Whose lines they are.</param>
    public static string Remove(string text, IEnumerable<StanzaUse> uses)
    {
        string[] lines =
        [
            .. uses.Select(use => use.Record)
                .OfType<Expander.Caching.ExpansionRecord>()
                .SelectMany(record => record.Stanzas.Select(item => item.PluginLine).Concat(record.Diagnostics.Select(diagnostic => diagnostic.PluginLine)))
                .Where(line => line.Contains(':', StringComparison.Ordinal))
                .Distinct()
                .Select(Regex.Escape),
        ];
        return lines.Length == 0
            ? text
            : Regex.Replace(text, $"(?<= at )({string.Join('|', lines)})(?=$|,)", line => line.Value[..line.Value.LastIndexOf(':')], RegexOptions.Multiline);
    }
}
