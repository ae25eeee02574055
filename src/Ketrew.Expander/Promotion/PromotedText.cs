using System.Globalization;
using System.Text;
using Ketrew.Expander.Printing;
using Ketrew.Sdk;

namespace Ketrew.Expander.Promotion;

/// <summary>
/// The text of <c>workflow.expanded.yaml</c> as it is written. It holds no date and no fact of a machine. Each stanza has a digest of its own,
/// the header has the digest of everything else, so that an edit by hand is found, and is known by the stanza that it is in.
/// </summary>
/// <param name="Title">What the file is, and what it was made from: the second line, as a comment.</param>
/// <param name="Plugins">A line per plugin: how it is declared, and its digest.</param>
/// <param name="Head">The YAML above the stanzas.</param>
/// <param name="Blocks">The stanzas, sorted.</param>
internal sealed record PromotedText(string Title, ValueList<string> Plugins, string Head, ValueList<PromotedBlock> Blocks)
{
    /// <summary>The first line of each file that we wrote.</summary>
    public const string Signature = "# ketrew-expanded: 1\n";

    /// <summary>Everything but the stanzas' own lines and the two lines that depend on it, or on who wrote it.</summary>
    public string Outside => Top + string.Concat(Blocks.Select(MarkerOf));

    private string Top => $"{Signature}# {OneLine(Title)}\n{string.Concat(Plugins.Select(plugin => $"# plugin: {OneLine(plugin)}\n"))}{Head}";

    /// <summary>What the header says was made from a workflow file.</summary>
    /// <param name="source">The workflow file's name.</param>
    public static string TitleOf(string source) => $"Written by `ketrew expand --promote` from {source}: edit that file, not this one.";

    /// <summary>What the header says of one level of several expansions.</summary>
    /// <param name="source">The workflow file's name.</param>
    /// <param name="level">1 for what the written stanzas stand for.</param>
    public static string LevelTitleOf(string source, int level) =>
        string.Create(CultureInfo.InvariantCulture, $"Level {level}, written by `ketrew expand --promote --keep-intermediate` from {source}: edit that file, not this one.");

    /// <summary>The body without digests, for people: what <c>ketrew expand</c> prints.</summary>
    public string ToReadableText() => Blocks.Aggregate(new StringBuilder(Head), (text, block) => text.Append(block.Origin.Length == 0 ? "" : $"  # {OneLine(block.Origin)}\n").Append(block.Text)).ToString();

    /// <summary>The whole file.</summary>
    public string ToFileText()
    {
        StringBuilder text = new(Top[..^Head.Length]);
        text.Append(FoundText.ToolKey).Append(ToolVersion.Text).Append('\n');
        text.Append(FoundText.DigestKey).Append(PromotedBlock.DigestOf(Outside)).Append('\n').Append(Head);
        foreach (PromotedBlock block in Blocks)
        {
            text.Append(MarkerOf(block)).Append(block.Text);
        }

        return text.ToString();
    }

    private static string MarkerOf(PromotedBlock block) => $"  # {OneLine(block.Comment)} · {block.Digest}\n";

    // Names of directories and of plugin lines may hold what would end a comment.
    private static string OneLine(string text) => !ScalarStyle.HasEscape(text) ? text : string.Concat(text.EnumerateRunes().Select(rune => rune.IsBmp && ScalarStyle.NeedsEscape((char)rune.Value) ? " " : rune.ToString()));
}
