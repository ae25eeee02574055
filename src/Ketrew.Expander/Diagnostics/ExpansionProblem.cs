using System.Diagnostics;
using System.Globalization;
using Ketrew.Expander.Caching;
using Ketrew.Expander.Expansion;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Language;
using Ketrew.Expander.Language.Vanilla;
using Ketrew.Expander.Observations;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Diagnostics;

/// <summary>Every mistake around plugins and expansion: its code, its text, its hint.</summary>
/// <remarks>KE300–KE319 plugins and scopes, KE320–KE349 expansion and sandbox, KE350–KE369 promotion. Where an expansion goes wrong is filled in by <see cref="StanzaPlaces"/>.</remarks>
internal static class ExpansionProblem
{
    /// <summary>The code of <see cref="NotDeterministic"/>.</summary>
    public const string NotDeterministicCode = "KE328";

    private const string EndTheRecursion = "emit it with other fields, and not at all when nothing is left to do";
    private const string SimplifyIt = "split long and deeply nested expressions";
    private const string SplitIt = "split it into several stanzas";

    public static Diagnostic RedefinesVanilla(DeclaredPlugin plugin, IEnumerable<string> names) =>
        new("KE300", $"plugin `{plugin.Name}` defines {List(names)}, which the language defines", plugin.Declaration.Span)
        {
            Hint = "give the plugin a prefix: `as: my`",
        };

    public static Diagnostic DefinedTwice(DeclaredPlugin plugin, DeclaredPlugin other, IEnumerable<string> names) =>
        new("KE301", TwiceText(plugin, other, List(names)), plugin.Declaration.Span)
        {
            Hint = IsDefine(plugin) ? "give one of them another name" : "give one of them a prefix: `as: my`",
            Notes = [new("the other one is declared here", other.Declaration.Span)],
        };

    public static Diagnostic HidesOuter(DeclaredPlugin plugin, DeclaredPlugin outer, IEnumerable<string> names) =>
        new("KE302", $"{List(names)} of {NameOf(plugin)} would hide what {NameOf(outer)} defines", plugin.Declaration.Span)
        {
            Hint = "say that you mean it: `override: true`",
            Notes = [new("the outer one is declared here", outer.Declaration.Span)],
        };

    public static Diagnostic UnknownStanza(string kind, IEnumerable<string> known, StanzaDefinition? renamed, StanzaDefinition? elsewhere, Scope scope)
    {
        string? nearest = renamed?.VisibleName ?? NearestName.Of(kind, known);
        return new Diagnostic("KE303", $"unknown stanza `{kind}`", null)
        {
            Hint = (nearest, elsewhere) switch
            {
                (not null, _) => $"did you mean `{nearest}`?",
                (null, not null) when elsewhere.Plugin.Scope == scope && !elsewhere.Plugin.Declaration.Subdirectories => "remove `subdirectories: false` from its declaration",
                (null, not null) when IsDefine(elsewhere.Plugin) => "define it further out",
                (null, not null) => "declare that plugin in this file, too",
                _ => "declare the plugin that defines it under `plugins:`",
            },
            Notes = elsewhere is null ? [] : [new($"defined by {NameOf(elsewhere.Plugin)}, which is not in scope here", elsewhere.Plugin.Declaration.Span)],
        };
    }

    public static Diagnostic UnusablePlugin(string name, SourceSpan? span, string problem) =>
        new("KE304", $"plugin `{name}` can't be used: {problem}", span);

    public static Diagnostic NestedEmission(string kind, bool isTemplate) =>
        new("KE320", $"a plugin can't emit `{kind}`", null)
        {
            Hint = kind == VanillaStanza.Define ? "declare the stanza in a workflow file, and emit uses of it"
                : isTemplate ? "emit the stanzas themselves; those of another directory stand in a `subdirectory`"
                : "emit the stanzas themselves, with the directory as second argument: `context.Emit(stanza, directory)`",
        };

    public static Diagnostic OutsideDirectory(EmittedItem item, ProjectPath below) =>
        new("KE321", $"a `{item.Kind}` is emitted into `{item.Directory}`, which is not at or below `{below}`", null)
        {
            Hint = "move the stanza to a workflow file further up",
            Notes = [new($"emitted at {item.PluginLine}", null)],
        };

    public static Diagnostic Cycle(StanzaUse use) =>
        new("KE322", $"`{use.Placed.Stanza.Kind}` expands to itself: {ChainText(use)}", null) { Hint = EndTheRecursion };

    public static Diagnostic TooDeep(StanzaUse use, int limit) =>
        new("KE323", Invariant($"stanzas expand to stanzas more than {limit} levels deep: {ChainText(use)}"), null)
        {
            Hint = "emit nothing when nothing is left to do",
            Notes = [new($"the innermost one has the fields {Excerpt(use.Placed.Stanza.Fields)}", null)],
        };

    public static Diagnostic TooMany(StanzaUse last, int limit) =>
        new("KE324", Invariant($"`{last.Root.Placed.Stanza.Kind}` stands for more than {limit} stanzas{ChainBelow(last.Parent!)}"), null) { Hint = SplitIt, Notes = [LastOf(last)] };

    public static Diagnostic TooLarge(StanzaUse last, long limit) =>
        new("KE325", Invariant($"`{last.Root.Placed.Stanza.Kind}` stands for more than {limit / (1024 * 1024)} MiB of stanzas{ChainBelow(last.Parent!)}"), null) { Hint = SplitIt, Notes = [LastOf(last)] };

    public static Diagnostic Of(string plugin, ExpansionOutcome? outcome) => outcome switch
    {
        ExpansionOutcome.PluginFailed failed => new("KE326", $"plugin `{plugin}` failed with {failed.Exception}", null)
        {
            Hint = failed.Exception.Contains("Could not load file or assembly", StringComparison.Ordinal) ? "put the library beside the plugin's assembly, or name the package that has it under `requires`" : null,
            Notes = failed.Trace.Select(frame => new DiagnosticNote($"at {frame}", null)).ToValueList(),
        },
        ExpansionOutcome.HostCrashed crashed => new("KE327", $"plugin `{plugin}` ended its process, twice: {WithoutStop(crashed.Message)}", null) { Notes = LogNotes(crashed.Log) },
        ExpansionOutcome.TimedOut late => new("KE330", Invariant($"plugin `{plugin}` didn't end within {late.Limit.TotalSeconds} s"), null) { Hint = "look for a loop, or split the stanza", Notes = LogNotes(late.Log) },
        ExpansionOutcome.TooMuch { Limit: ExpansionLimit.Questions } much => new("KE332", Invariant($"plugin `{plugin}` asked more than {much.Value} questions for one stanza"), null) { Hint = "let it ask `Glob`, `List` or `Lines` instead of many small questions" },
        ExpansionOutcome.TooMuch much => new("KE333", Invariant($"plugin `{plugin}` emitted more than {much.Value / (1024 * 1024)} MiB for one stanza"), null) { Hint = SplitIt },
        _ => throw new UnreachableException(),
    };

    public static Diagnostic Unloadable(DeclaredPlugin plugin, string problem)
    {
        string[] problems = problem.Split("; ");
        return new Diagnostic("KE331", $"plugin `{plugin.Name}` can't be loaded{(problems.Length == 1 ? $": {problem}" : "")}", plugin.Declaration.NameSpan)
        {
            Notes = problems.Length == 1 ? [] : problems.Select(one => new DiagnosticNote(one, null)).ToValueList(),
        };
    }

    public static Diagnostic NotDeterministic(StanzaDefinition definition, Divergence divergence) =>
        new(NotDeterministicCode, $"plugin `{definition.Plugin.Name}` isn't deterministic: after the same answers it gave {divergence.EarlierStep} before and {divergence.LaterStep} now", null)
        {
            Severity = Severity.Warning,
            Hint = "let it depend on its fields and its questions only",
            Notes = [new($"what it did before (-) and now (+):\n{divergence.ShowLogs(definition.Code.LineOf)}", null)],
        };

    public static Diagnostic DependsOnPlatform(StanzaDefinition definition, PlatformName platform, Divergence divergence) =>
        new("KE334", $"`{definition.VisibleName}` stands for something else on {platform}", null)
        {
            Hint = "emit the same everywhere, and let the command of the target find out where it runs",
            Notes = [new($"what it did here (-) and on {platform} (+):\n{divergence.ShowLogs(definition.Code.LineOf)}", null)],
        };

    public static Diagnostic NoSuchOutput(LateUse late, string problem) => new("KE347", problem, null) { Notes = [AskedAt(late)] };

    public static Diagnostic ReadsOutput(StanzaUse use, Question question, string pluginLine, ProjectPath path, TargetId target) =>
        new("KE345", $"`{use.Placed.Stanza.Kind}` reads `{path}`, which the target `{target}` writes: what it stands for would depend on whether `{target}` ran before", null)
        {
            Hint = question is Question.Glob ? $"leave it out: `!{path}`; or ask for it as the output that it is: {Ask(use, path, target)}"
                : $"ask for it as the output that it is: {Ask(use, path, target)}",
            Notes = [new($"asked at {pluginLine}: `{question}`", null)],
        };

    /// <param name="late">The stanza that can't be expanded.</param>
    /// <param name="missing">What its target needs and nothing defines; null when nothing defines the target itself.</param>
    /// <param name="nearest">A target with a similar name; null when there is none.</param>
    /// <param name="others">All stanzas that wait.</param>
    public static Diagnostic WaitsForEver(LateUse late, string? missing, string? nearest, IReadOnlyList<LateUse> others)
    {
        const int limit = 3;
        string why = missing is null ? "which nothing defines" : $"which needs {missing}, which nothing defines";
        IEnumerable<LateUse> shown = others.Where(other => other != late).DistinctBy(other => (other.Use.Root, other.Question.Target)).Take(limit);
        return new Diagnostic("KE346", $"`{late.Use.Placed.Stanza.Kind}` waits for the output of `{late.Question.Target}`, {why}{(others.Count > 1 ? " but perhaps a stanza that waits as well" : "")}", null)
        {
            Hint = missing is null && nearest is not null ? $"did you mean `{nearest}`?" : "define it in a stanza that can be expanded first",
            Notes =
            [
                AskedAt(late),
                .. shown.Select(other => new DiagnosticNote($"`{other.Use.Placed.Stanza.Kind}` waits for `{other.Question.Target}`", other.Use.Root.Placed.Stanza.KindSpan)),
            ],
        };
    }

    public static Diagnostic CacheNotSaved(string reason) =>
        new("KE329", $"what the plugins did can't be remembered: {reason}", null) { Severity = Severity.Warning, Hint = "make sure that `.ketrew/cache` can be written" };

    public static Diagnostic InSource(PluginDeclaration plugin, SourceProblem problem)
    {
        SourceSpan span = new(plugin.Name, problem.Line, problem.Column, problem.EndLine, problem.EndColumn);
        return problem.Code.Length > 0
            ? new Diagnostic("KE335", $"C# error {problem.Code}: {problem.Message}", span) { Hint = problem.Hint }
            : new Diagnostic("KE336", problem.Message, span) { Hint = problem.Hint };
    }

    public static Diagnostic SourceWithoutStanza(PluginDeclaration plugin) =>
        new("KE337", $"plugin `{plugin.Name}` declares no stanza", plugin.NameSpan) { Hint = "write `[Stanza(\"name\")] public sealed class NameStanza : Stanza<NameStanza.Fields>`" };

    // What the process said is the compiler's own trace: of use to nobody here.
    public static Diagnostic NotCompiled(PluginDeclaration plugin, ExpansionOutcome reason) => reason switch
    {
        ExpansionOutcome.TimedOut late => new("KE338", Invariant($"plugin `{plugin.Name}` wasn't compiled within {late.Limit.TotalSeconds} s"), plugin.NameSpan) { Hint = SimplifyIt },
        ExpansionOutcome.HostCrashed crashed => new("KE338", $"plugin `{plugin.Name}` breaks the compiler: {WithoutStop(crashed.Message)}", plugin.NameSpan) { Hint = SimplifyIt },
        ExpansionOutcome.TooMuch much => new("KE338", Invariant($"plugin `{plugin.Name}` is compiled to more than {much.Value / (1024 * 1024)} MiB"), plugin.NameSpan) { Hint = "split it into several files" },
        _ => throw new UnreachableException(),
    };

    public static Diagnostic ShouldNotUse(DeclaredPlugin plugin, IReadOnlyList<AssemblyFinding> findings) =>
        new("KE339", $"plugin `{plugin.Name}` uses what a stanza shouldn't: {string.Join("; ", findings.Select(NamesOf))}", plugin.Declaration.NameSpan)
        {
            Severity = Severity.Warning,
            Hint = "ask instead, as in `context.ReadText(path)`: what isn't asked is not recorded, and may be withheld (`ketrew doctor`)",
        };

    private static string NamesOf(AssemblyFinding finding)
    {
        string more = finding.Count > finding.Names.Length ? Invariant($" and {finding.Count - finding.Names.Length} more") : "";
        return $"{string.Join(", ", finding.Names.Select(name => $"`{name}`"))}{more} in {finding.Assembly}";
    }

    public static Diagnostic ProjectNotSandboxed(PluginDeclaration plugin, SandboxLevel required) =>
        new("KE340", Invariant($"plugin `{plugin.Name}` is a project: building it runs its author's code without the sandbox level {required:D} that is required"), plugin.NameSpan)
        {
            Hint = "build it yourself, and declare what comes out: `- assembly: path/of/plugin.dll`",
        };

    public static Diagnostic NotDescribed(DeclaredPlugin plugin, string problem) =>
        new("KE348", $"what the stanzas of `{plugin.Name}` take isn't known: {problem}", plugin.Declaration.Span)
        {
            Severity = Severity.Warning,
            Hint = "use one of them, and `ketrew expand` says more",
        };

    private static DiagnosticNote AskedAt(LateUse late) => new($"asked at {late.Use.Definition!.Code.LineOf(late.PluginLine)}: `{late.Question}`", null);

    private static string Ask(StanzaUse use, ProjectPath path, TargetId target) =>
        use.Definition?.Code.Template is null ? $"`context.OutputOf(\"{target}\", \"{path}\")`" : $"`output \"{target}\" \"{path}\"`";

    private static string TwiceText(DeclaredPlugin plugin, DeclaredPlugin other, string names) => (IsDefine(plugin), IsDefine(other)) switch
    {
        (false, false) => $"plugins `{other.Name}` and `{plugin.Name}` both define {names}",
        (true, true) => $"{names} is defined twice",
        _ => $"{NameOf(other)} and {NameOf(plugin)} both define {names}",
    };

    private static string NameOf(DeclaredPlugin plugin) => IsDefine(plugin) ? "a `define`" : $"plugin `{plugin.Name}`";

    private static bool IsDefine(DeclaredPlugin plugin) => plugin.Declaration.Kind == PluginKind.Define;

    private static string List(IEnumerable<string> names)
    {
        string[] all = [.. names.Order(StringComparer.Ordinal).Select(name => $"`{name}`")];
        return all.Length <= 4 ? string.Join(", ", all) : Invariant($"{string.Join(", ", all[..3])} and {all.Length - 3} more");
    }

    private static DiagnosticNote LastOf(StanzaUse last) => new($"the last one is a `{last.Placed.Stanza.Kind}`, emitted at {last.Placed.Provenance.PluginLine}", null);

    // Of a stanza that emitted everything itself there is no chain to show.
    private static string ChainBelow(StanzaUse use) => use.Parent is null ? "" : $": {ChainText(use)}";

    private static string ChainText(StanzaUse use)
    {
        string[] kinds = [.. use.Chain().Reverse().Select(link => link.Placed.Stanza.Kind)];
        return kinds.Length <= 8 ? string.Join(" -> ", kinds) : $"{string.Join(" -> ", kinds[..4])} -> … -> {string.Join(" -> ", kinds[^3..])}";
    }

    private static string Excerpt(Node fields)
    {
        const int most = 120;
        string text = CanonicalText.Of(fields);
        return text.Length <= most ? $"`{text}`" : $"`{text[..most]}…`";
    }

    // Exceptions are worded for developers: a sentence with a full stop.
    private static string WithoutStop(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..].TrimEnd('.');

    private static ValueList<DiagnosticNote> LogNotes(string log) => log.Length == 0 ? [] : [new($"it said: {log.TrimEnd()}", null)];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
