using System.Text;
using Ketrew.Expander.Language;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Promotion;

/// <summary>A custom stanza of a hand-written file that is replaced, once and for all, by what it stands for.</summary>
public abstract record Ejection
{
    private Ejection()
    {
    }

    /// <summary>Looks for a stanza, and replaces it in memory.</summary>
    /// <param name="expansion">Without errors.</param>
    /// <param name="stanza">The stanza's kind when only one is written; or a line of it: <c>workflow.yaml:12</c>, <c>12</c> for the root file.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static Ejection Of(ExpansionResult expansion, string stanza)
    {
        (Expansion.StanzaUse? use, Refused? refused) = new WrittenStanzas(expansion).Find(stanza);
        return use is null ? refused! : Replace(expansion.Files.Value[0].Root, use);
    }

    private static Ejection Replace(string root, Expansion.StanzaUse use)
    {
        SourceSpan span = use.Placed.Stanza.KindSpan!.Value;
        string path = Path.Combine(root, span.File);
        byte[] bytes = File.ReadAllBytes(path);
        bool hasMark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble);
        string before = Encoding.UTF8.GetString(bytes, hasMark ? Encoding.UTF8.Preamble.Length : 0, bytes.Length - (hasMark ? Encoding.UTF8.Preamble.Length : 0));
        PlacedStanza[] leaves = [.. use.Tree().Where(one => one.Definition is null).Select(one => one.Placed)];
        ValueList<StanzaNode> items = leaves.Select(leaf => LeafItem.Of(leaf, use.Placed.Directory)).ToValueList();
        string? after = new StanzaReplacement(before, span).With(items);
        return after is null
            ? new Refused($"`{use.Placed.Stanza.Kind}` at {span} can't be cut out of the text around it", "write it as an item of its own, begun by `- ` on its own line, without anchors or aliases")
            : new Ready(span, use.Placed.Stanza.Kind, items.Count, before, after) { FullPath = path, HasMark = hasMark };
    }

    /// <summary>It can be written.</summary>
    /// <param name="Span">Where the stanza stood.</param>
    /// <param name="Stanza">Its kind.</param>
    /// <param name="Count">How many stanzas stand there now.</param>
    /// <param name="Before">The file's text.</param>
    /// <param name="After">The file's text without it.</param>
    public sealed record Ready(SourceSpan Span, string Stanza, int Count, string Before, string After) : Ejection
    {
        internal string FullPath { get; init; } = "";

        internal bool HasMark { get; init; }

        /// <summary>Writes the file, whole or not at all.</summary>
        /// <exception cref="KetrewException">It can't be written.</exception>
        public void Write()
        {
            FileChanges changes = new();
            changes.Write(FullPath, [.. HasMark ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(After)]);
            changes.Commit();
        }
    }

    /// <summary>It isn't known which stanza is meant, or it can't be replaced.</summary>
    /// <param name="Problem">One lower-case sentence.</param>
    /// <param name="Hint">Something to type; null when there is nothing.</param>
    public sealed record Refused(string Problem, string? Hint) : Ejection;
}
