using System.Text.RegularExpressions;
using Ketrew.Sdk;

namespace Ketrew.Expander.Promotion;

/// <summary>A file that we wrote, as it is found on disk, taken apart: what was edited since is known without knowing what it was.</summary>
internal sealed partial class FoundText
{
    /// <summary>Begins the line that names who wrote the file.</summary>
    public const string ToolKey = "# ketrew: ";

    /// <summary>Begins the line with the digest of everything that is no stanza.</summary>
    public const string DigestKey = "# digest: ";

    private readonly string _text;

    private FoundText(string text)
    {
        _text = text;
        MatchCollection markers = BlockMarker().Matches(text);
        int topLength = markers.Count == 0 ? text.Length : markers[0].Index;
        string top = text[..topLength];
        string? digest = DigestLine().Match(top) is { Success: true } line ? line.Groups[1].Value : null;
        Outside = DigestLine().Replace(ToolLine().Replace(top, "", 1), "", 1) + string.Concat(markers.Select(marker => marker.Value));
        IsOutsideEdited = PromotedBlock.DigestOf(Outside) != digest;
        Blocks = markers.Select((marker, i) => BlockAt(marker, i + 1 < markers.Count ? markers[i + 1].Index : text.Length)).ToValueList();
    }

    /// <summary>The stanzas, in the order found.</summary>
    public ValueList<FoundBlock> Blocks { get; }

    /// <summary>What <see cref="PromotedText.Outside"/> is of a file that is written.</summary>
    public string Outside { get; }

    /// <summary>True when something else than a stanza was edited; also when a whole stanza was added or removed.</summary>
    public bool IsOutsideEdited { get; }

    /// <summary>True when nothing was edited.</summary>
    public bool IsClean => !IsOutsideEdited && !Blocks.Any(block => block.IsEdited);

    /// <summary>The lines about plugins in the header.</summary>
    public ValueList<string> Plugins => PluginLine().Matches(Outside).Select(match => match.Groups[1].Value).ToValueList();

    /// <summary>The version of the program that wrote it; null when that isn't said.</summary>
    public string? Tool => ToolLine().Match(_text) is { Success: true } line ? line.Groups[1].Value : null;

    /// <summary>The name of the workflow file that it was made from; null when that was edited away.</summary>
    public string? Source => SourceLine().Match(_text) is { Success: true } line ? line.Groups[1].Value : null;

    /// <summary>The line of the first conflict marker of a merge; null when there is none.</summary>
    public int? MergeMarkerLine => MergeMarker().Match(_text) is { Success: true } marker ? LineAt(marker.Index) : null;

    /// <summary>Takes a file apart.</summary>
    /// <param name="text">All of it.</param>
    /// <returns>Null when we didn't write it.</returns>
    public static FoundText? TryParse(string text) => Normalize(text) is var normal && normal.StartsWith(PromotedText.Signature, StringComparison.Ordinal) ? new FoundText(normal) : null;

    /// <summary>True when a file says what would be written, whoever wrote it.</summary>
    /// <param name="fileText">Of <see cref="PromotedText.ToFileText"/>.</param>
    public bool Says(string fileText) => ToolLine().Replace(_text, "", 1) == ToolLine().Replace(fileText, "", 1);

    /// <summary>Lines of no stanza without what differs whenever something else does.</summary>
    /// <param name="outside">Of a file that is found, or would be written.</param>
    public static string WithoutDigests(string outside) => BlockMarker().Replace(PluginLine().Replace(outside, "# plugin: …"), "  # $1\n");

    // Git may have changed the line ends, and nothing else.
    private static string Normalize(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private FoundBlock BlockAt(Match marker, int end) =>
        new(marker.Groups[1].Value, marker.Groups[2].Value, _text[(marker.Index + marker.Length)..end], LineAt(marker.Index));

    private int LineAt(int index) => _text.AsSpan(0, index).Count('\n') + 1;

    [GeneratedRegex("^# plugin: (.*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PluginLine();

    [GeneratedRegex("^# ketrew: (.*)\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ToolLine();

    [GeneratedRegex("^# digest: ([0-9a-f]+)\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex DigestLine();

    [GeneratedRegex("^# .*`ketrew expand --promote.*` from (.+): edit that file", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex SourceLine();

    [GeneratedRegex("^  # (.*) · ([0-9a-f]+)\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex BlockMarker();

    [GeneratedRegex(@"^(<{7}|\|{7}|={7}|>{7})( .*)?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex MergeMarker();
}
