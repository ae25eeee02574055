using System.Net;
using System.Text.RegularExpressions;

namespace Ketrew.Stanzas.DotNet.Markup;

/// <summary>Finds the tags in lines of XML. An XML reader would refuse them: lines that nobody asked for are missing.</summary>
internal static partial class MarkupScanner
{
    /// <summary>The tags outside comments, in order.</summary>
    /// <param name="lines">Lines of an XML file, not necessarily all.</param>
    public static IEnumerable<MarkupTag> Scan(IEnumerable<string> lines) =>
        Tag().Matches(Comment().Replace(string.Join('\n', lines), "")).Select(Read);

    private static MarkupTag Read(Match match)
    {
        Dictionary<string, string> attributes = new(StringComparer.OrdinalIgnoreCase);
        foreach (Match attribute in Attribute().Matches(match.Groups["attributes"].Value))
        {
            attributes[attribute.Groups["name"].Value] = WebUtility.HtmlDecode(attribute.Groups["value"].Value);
        }

        TagKind kind = match.Groups["closing"].Success ? TagKind.Closing : match.Groups["empty"].Success ? TagKind.Empty : TagKind.Opening;
        return new MarkupTag(match.Groups["name"].Value, attributes, kind, WebUtility.HtmlDecode(match.Groups["text"].Value).Trim());
    }

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex("""
        <(?<closing>/)?(?<name>[\w.:-]+)
        (?<attributes>(?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)
        \s*(?<empty>/)?>(?<text>[^<]*)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex("""
        (?<name>[\w.:-]+)\s*=\s*(?:"(?<value>[^"]*)"|'(?<value>[^']*)')
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Attribute();
}
