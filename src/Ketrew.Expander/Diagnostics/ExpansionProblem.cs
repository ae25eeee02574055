using System.Diagnostics;
using System.Globalization;
using Ketrew.Expander.Caching;
using Ketrew.Expander.Expansion;
using Ketrew.Expander.Hosting;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Diagnostics;

/// <summary>Every mistake around plugins and expansion: its code, its text, its hint.</summary>
/// <remarks>KE300–KE319 plugins and scopes, KE320–KE349 expansion, KE350–KE369 promotion. Where an expansion goes wrong is filled in by <see cref="StanzaPlaces"/>.</remarks>
internal static class ExpansionProblem
{
    public static Diagnostic RedefinesVanilla(StanzaDefinition definition) =>
        new("KE300", $"plugin `{definition.Plugin.Name}` defines `{definition.VisibleName}`, which is a stanza of the language", definition.Plugin.Declaration.Span)
        {
            Hint = "give the plugin a prefix: `as: my`",
        };

    public static Diagnostic DefinedTwice(StanzaDefinition definition, StanzaDefinition other) =>
        new("KE301", $"plugins `{other.Plugin.Name}` and `{definition.Plugin.Name}` both define `{definition.VisibleName}`", definition.Plugin.Declaration.Span)
        {
            Hint = "give one of them a prefix: `as: my`",
            Notes = [new("the other one is declared here", other.Plugin.Declaration.Span)],
        };

    public static Diagnostic HidesOuter(StanzaDefinition definition, StanzaDefinition outer) =>
        new("KE302", $"`{definition.VisibleName}` of plugin `{definition.Plugin.Name}` would hide that of plugin `{outer.Plugin.Name}`", definition.Plugin.Declaration.Span)
        {
            Hint = "say that you mean it: `override: true`",
            Notes = [new("the outer one is declared here", outer.Plugin.Declaration.Span)],
        };

    public static Diagnostic UnknownStanza(string kind, IEnumerable<string> known, StanzaDefinition? elsewhere)
    {
        string? nearest = NearestName.Of(kind, known);
        return new Diagnostic("KE303", $"unknown stanza `{kind}`", null)
        {
            Hint = (nearest, elsewhere) switch
            {
                (not null, _) => $"did you mean `{nearest}`?",
                (null, not null) => "declare the plugin in this file, or in one above it",
                _ => "declare the plugin that defines it under `plugins:`",
            },
            Notes = elsewhere is null ? [] : [new($"defined by plugin `{elsewhere.Plugin.Name}`, which is not in scope here", elsewhere.Plugin.Declaration.Span)],
        };
    }

    public static Diagnostic UnusablePlugin(string name, SourceSpan? span, string problem) =>
        new("KE304", $"plugin `{name}` can't be used: {problem}", span);

    public static Diagnostic NestedEmission(string kind) =>
        new("KE320", $"a plugin can't emit `{kind}`", null) { Hint = "emit the stanzas themselves, with the directory as second argument: `context.Emit(stanza, directory)`" };

    public static Diagnostic OutsideDirectory(string kind, string directory, ProjectPath below) =>
        new("KE321", $"a `{kind}` is emitted into `{directory}`, which is not at or below `{below}`", null) { Hint = "move the stanza to a workflow file further up" };

    public static Diagnostic Cycle(StanzaUse use) =>
        new("KE322", $"`{use.Placed.Stanza.Kind}` expands to itself: {ChainText(use)}", null);

    public static Diagnostic TooDeep(StanzaUse use, int limit) =>
        new("KE323", Invariant($"stanzas expand to stanzas more than {limit} levels deep: {ChainText(use)}"), null);

    public static Diagnostic TooMany(StanzaUse use, int limit) =>
        new("KE324", Invariant($"`{use.Root.Placed.Stanza.Kind}` stands for more than {limit} stanzas: {ChainText(use)}"), null) { Hint = "split it into several stanzas" };

    public static Diagnostic TooLarge(StanzaUse use, long limit) =>
        new("KE325", Invariant($"`{use.Root.Placed.Stanza.Kind}` stands for more than {limit / (1024 * 1024)} MiB of stanzas: {ChainText(use)}"), null) { Hint = "split it into several stanzas" };

    public static Diagnostic Of(string plugin, ExpansionOutcome? outcome) => outcome switch
    {
        ExpansionOutcome.PluginFailed failed => new("KE326", $"plugin `{plugin}` failed with {failed.Exception}", null) { Notes = failed.Trace.Select(frame => new DiagnosticNote($"at {frame}", null)).ToValueList() },
        ExpansionOutcome.HostCrashed crashed => new("KE327", $"plugin `{plugin}` crashed its process: {crashed.Message}", null) { Notes = LogNotes(crashed.Log) },
        ExpansionOutcome.TimedOut late => new("KE330", Invariant($"plugin `{plugin}` didn't end within {late.Limit.TotalSeconds} s"), null) { Notes = LogNotes(late.Log) },
        ExpansionOutcome.Unloadable unloadable => new("KE331", $"plugin `{plugin}` can't be loaded: {unloadable.Problem}", null),
        ExpansionOutcome.TooMuch { Limit: ExpansionLimit.Questions } much => new("KE332", Invariant($"plugin `{plugin}` asked more than {much.Value} questions for one stanza"), null),
        ExpansionOutcome.TooMuch much => new("KE333", Invariant($"plugin `{plugin}` emitted more than {much.Value / (1024 * 1024)} MiB for one stanza"), null),
        _ => throw new UnreachableException(),
    };

    public static Diagnostic NotDeterministic(string plugin, Divergence divergence) =>
        new("KE328", $"plugin `{plugin}` isn't deterministic: after the same answers it gave {divergence.Earlier} before and {divergence.Later} now", null)
        {
            Severity = Severity.Warning,
            Hint = "let it depend on its fields and its questions only",
            Notes = divergence.PluginLine.Length == 0 ? [] : [new($"asked at {divergence.PluginLine}", null)],
        };

    public static Diagnostic CacheNotSaved(string reason) =>
        new("KE329", $"what the plugins did can't be remembered: {reason}", null) { Severity = Severity.Warning };

    private static string ChainText(StanzaUse use)
    {
        string[] kinds = [.. use.Chain().Reverse().Select(link => link.Placed.Stanza.Kind)];
        return kinds.Length <= 8 ? string.Join(" -> ", kinds) : $"{string.Join(" -> ", kinds[..4])} -> … -> {string.Join(" -> ", kinds[^3..])}";
    }

    private static ValueList<DiagnosticNote> LogNotes(string log) => log.Length == 0 ? [] : [new($"it said: {log.TrimEnd()}", null)];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
