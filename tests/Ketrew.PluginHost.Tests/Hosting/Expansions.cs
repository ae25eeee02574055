using Ketrew.Expander.Hosting;
using Ketrew.Sdk;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;

namespace Ketrew.PluginHost.Tests.Hosting;

/// <summary>Short ways to expand something in a test.</summary>
internal static class Expansions
{
    public static StanzaQuery Query(HostedPlugin plugin, string stanza, params ReadOnlySpan<(string Name, Node Value)> fields) =>
        new(plugin, stanza, ProjectPath.Root, Node.Mapping(fields), Node.Mapping());

    public static StanzaQuery Misbehave(string deed) => Query(Builds.Plugin("Unruly", "Unruly.pdb"), "misbehave", ("deed", deed));

    public static IReadOnlyList<ExpansionOutcome> Run(PluginHostOptions options, params StanzaQuery[] queries)
    {
        using Expander.Hosting.PluginHost host = new(options);
        RecordingObserver observer = new();
        host.Expand(queries, observer, CancellationToken.None);
        return observer.Outcomes;
    }

    public static IReadOnlyList<ExpansionOutcome> Run(Func<Question, Answer> answer, params StanzaQuery[] queries)
    {
        using Expander.Hosting.PluginHost host = new(Builds.Options);
        RecordingObserver observer = new(answer);
        host.Expand(queries, observer, CancellationToken.None);
        return observer.Outcomes;
    }

    /// <summary>The stanzas and problems, one line each.</summary>
    public static string Describe(this ExpansionOutcome outcome) => outcome switch
    {
        ExpansionOutcome.Expanded expanded => string.Join('\n', [.. expanded.Stanzas.Select(Describe), .. expanded.Diagnostics.Select(Describe)]),
        ExpansionOutcome.PluginFailed failed => string.Join('\n', [failed.Exception, .. failed.Trace]),
        _ => outcome.ToString(),
    };

    private static string Describe(EmittedItem item) => $"{item.Kind} in {item.Directory}: {Text(item.Fields)} from `{item.Origin}` at {item.PluginLine}";

    private static string Describe(StanzaDiagnostic problem) =>
        $"{problem.Severity} {problem.Code} at `{problem.At}`: {problem.Message} (hint: {problem.Hint}) ({problem.PluginLine})";

    private static string Text(Node node) => node switch
    {
        ScalarNode scalar => scalar.Text,
        SequenceNode sequence => $"[{string.Join(", ", sequence.Items.Select(Text))}]",
        MappingNode mapping => $"{{{string.Join(", ", mapping.Fields.Select(field => $"{field.Name}: {Text(field.Value)}"))}}}",
        _ => "",
    };
}
