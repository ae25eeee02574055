using System.Text;
using System.Text.RegularExpressions;
using Ketrew.Expander.Printing;
using Ketrew.Sdk;

namespace Ketrew.Expander.Promotion;

/// <summary>
/// The text of <c>workflow.expanded.yaml</c>, as it is written and as it is found on disk. It holds no date and no fact of a machine.
/// The header has the digest of everything else; each block has its own, so that edits by hand are found and shown.
/// </summary>
/// <param name="Plugins">A line per plugin: how it is declared, and its digest.</param>
/// <param name="Head">The YAML above the stanzas.</param>
/// <param name="Blocks">The stanzas, sorted.</param>
internal sealed partial record PromotedText(ValueList<string> Plugins, string Head, ValueList<PromotedBlock> Blocks)
{
    private const string Signature = "# ketrew-expanded: 1\n";

    /// <summary>The body without digests, for people: what <c>ketrew expand</c> prints.</summary>
    public string ToReadableText() => Blocks.Aggregate(new StringBuilder(Head), (text, block) => text.Append(block.Origin.Length == 0 ? "" : $"  # {OneLine(block.Origin)}\n").Append(block.Text)).ToString();

    /// <summary>The whole file.</summary>
    /// <param name="source">The workflow file's name.</param>
    public string ToFileText(string source)
    {
        string body = Body();
        string plugins = string.Concat(Plugins.Select(plugin => $"# plugin: {OneLine(plugin)}\n"));
        string header = $"{Signature}# Written by `ketrew expand --promote` from {OneLine(source)}: edit that file, not this one.\n{plugins}";
        return $"{header}# digest: {PromotedBlock.DigestOf(header + body)}\n{body}";
    }

    /// <summary>True when a file was written by us, whatever happened to it since.</summary>
    public static bool IsPromoted(string text) => Normalize(text).StartsWith(Signature, StringComparison.Ordinal);

    /// <summary>A text with the line ends that we write: git may have changed them, and nothing else.</summary>
    public static string Normalize(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>The lines about plugins in a file's header.</summary>
    public static ValueList<string> PluginsOf(string text) => PluginLine().Matches(Normalize(text)).Select(match => match.Groups[1].Value).ToValueList();

    /// <summary>What was edited by hand in a file that we wrote.</summary>
    /// <param name="text">The file on disk; <see cref="IsPromoted"/>.</param>
    /// <returns>Names of blocks, or words for other places; empty when nothing was.</returns>
    public static ValueList<string> EditsIn(string text)
    {
        string normal = Normalize(text);
        Match digest = DigestLine().Match(normal);
        string body = digest.Success ? normal[(digest.Index + digest.Length)..] : normal;
        if (digest.Success && digest.Groups[1].Value == PromotedBlock.DigestOf(normal[..digest.Index] + body))
        {
            return [];
        }

        List<string> edits = [.. EditedBlocks(body)];
        if (MergeMarker().IsMatch(normal))
        {
            edits.Insert(0, "conflict markers of a merge");
        }

        return edits.Count > 0 ? edits.ToValueList() : ["lines outside of the stanzas"];
    }

    private string Body()
    {
        StringBuilder body = new(Head);
        foreach (PromotedBlock block in Blocks)
        {
            body.Append("  # ").Append(OneLine(block.Comment)).Append(" · ").Append(block.Digest).Append('\n').Append(block.Text);
        }

        return body.ToString();
    }

    // Names of directories and of plugin lines may hold what would end a comment.
    private static string OneLine(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.IsBmp && ScalarStyle.NeedsEscape((char)rune.Value) ? " " : rune.ToString()));

    private static IEnumerable<string> EditedBlocks(string body)
    {
        MatchCollection markers = BlockMarker().Matches(body);
        for (int i = 0; i < markers.Count; i++)
        {
            int start = markers[i].Index + markers[i].Length;
            int end = i + 1 < markers.Count ? markers[i + 1].Index : body.Length;
            if (PromotedBlock.DigestOf(body[start..end]) != markers[i].Groups[2].Value)
            {
                yield return markers[i].Groups[1].Value;
            }
        }
    }

    [GeneratedRegex("^# plugin: (.*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PluginLine();

    [GeneratedRegex("^# digest: ([0-9a-f]+)\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex DigestLine();

    [GeneratedRegex("^  # (.*) · ([0-9a-f]+)\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex BlockMarker();

    [GeneratedRegex("^(<{7}|={7}|>{7})", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex MergeMarker();
}
