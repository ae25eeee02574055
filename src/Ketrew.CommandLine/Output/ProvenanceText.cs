using Ketrew.Sdk.Planning;

namespace Ketrew.CommandLine.Output;

/// <summary>Why a target exists, for people.</summary>
internal static class ProvenanceText
{
    /// <summary>The written stanza and the plugin line: <c>`word-count` at workflow.yaml:8:5, emitted at WordCountStanza.cs:20</c>.</summary>
    public static string InOneLine(Provenance provenance)
    {
        Provenance root = provenance;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return $"`{root.Stanza}`{(root.Span is { } span ? $" at {span}" : "")}{(provenance.PluginLine is { } line ? $", emitted at {line}" : "")}";
    }

    /// <summary>The whole chain, one link a line, the target's own first.</summary>
    public static IEnumerable<string> Chain(Provenance provenance)
    {
        for (Provenance? link = provenance; link is not null; link = link.Parent)
        {
            yield return link.PluginLine is { } line
                ? $"`{link.Stanza}` emitted at {line}"
                : $"`{link.Stanza}` written at {link.Span}";
            if (link.PluginSpan is { } plugin)
            {
                yield return $"by plugin `{link.Plugin}`, declared at {plugin}";
            }
        }
    }
}
