using System.Text;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Language;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Printing;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Sdk.Testing.Judging;

/// <summary>What a stanza did: what it asked, emitted and reported. The lines of the plugin are no part of it.</summary>
/// <param name="asked">In order, each once.</param>
/// <param name="outcome">How it ended.</param>
internal sealed class Behaviour(IReadOnlyList<Question> asked, ExpansionOutcome outcome)
{
    /// <summary>How it ended.</summary>
    public ExpansionOutcome Outcome => outcome;

    /// <summary>True when both did the same.</summary>
    public bool IsSameAs(Behaviour other) => Text(Canonical) == other.Text(Canonical);

    /// <summary>All of it, for people.</summary>
    public string ToReadableText() => Text(Readable);

    private string Text(Func<EmittedItem, string> print)
    {
        StringBuilder text = new();
        text.AppendJoin("", asked.Select(question => $"asks {question}\n"));
        switch (outcome)
        {
            case ExpansionOutcome.Expanded expanded:
                text.AppendJoin("", expanded.Stanzas.Select(print));
                text.AppendJoin("", expanded.Diagnostics.Select(Describe));
                break;
            case ExpansionOutcome.PluginFailed failed:
                text.Append("throws ").Append(failed.Exception).Append('\n');
                break;
        }

        return text.ToString();
    }

    private static string Canonical(EmittedItem item) => $"{item.Kind}\0{item.Directory}\0{item.Origin}\0{CanonicalText.Of(item.Fields)}\n";

    private static string Readable(EmittedItem item)
    {
        string yaml = YamlPrinter.PrintItem(new StanzaNode(item.Kind, null, item.Fields, null));
        return item.Directory == ProjectPath.Root.Value ? $"emits\n{yaml}" : $"emits in {item.Directory}\n{yaml}";
    }

    private static string Describe(StanzaDiagnostic diagnostic) =>
        $"{(diagnostic.Severity == Severity.Error ? "error" : "warning")}: {diagnostic.Message}{(diagnostic.At.Length == 0 ? "" : $" at {diagnostic.At}")}\n{(diagnostic.Hint is null ? "" : $"hint: {diagnostic.Hint}\n")}";
}
