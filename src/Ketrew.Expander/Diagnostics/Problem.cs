using System.Globalization;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Diagnostics;

/// <summary>Every mistake of the workflow language: its code, its text, its hint. A code never changes its meaning and is never used again.</summary>
/// <remarks>KE001–KE019 text, KE020–KE049 fields, KE050–KE069 files, KE070–KE079 stanzas, KE080–KE099 the plan.</remarks>
internal static class Problem
{
    public static Diagnostic Syntax(SourceSpan at, string message, string? hint) =>
        new("KE001", message, at) { Hint = hint };

    public static Diagnostic OpenBracket(SourceSpan at, bool isList) =>
        new("KE001", $"this {(isList ? "list" : "mapping")} is never closed", at with { EndColumn = at.Column + 1 })
        {
            Hint = $"add the missing `{(isList ? ']' : '}')}`",
        };

    public static Diagnostic NotUtf8(SourceSpan at) =>
        new("KE002", "this file is not UTF-8 text", at) { Hint = "save it as UTF-8" };

    public static Diagnostic ForbiddenCharacter(SourceSpan at, char character) =>
        new("KE003", $"the character U+{(int)character:X4} is not allowed in YAML", at)
        {
            Hint = string.Create(CultureInfo.InvariantCulture, $"write it as an escape inside of double quotes: `\"\\u{(int)character:X4}\"`"),
        };

    public static Diagnostic TabIndentation(SourceSpan at) =>
        new("KE004", "a tab can't indent in YAML", at) { Hint = "use two blanks" };

    public static Diagnostic SeveralDocuments(SourceSpan at) =>
        new("KE005", "a workflow file holds one document", at) { Hint = "remove this `---` and what follows, or move it into another file" };

    public static Diagnostic DuplicateKey(SourceSpan at, string name, SourceSpan? first) =>
        new("KE006", $"`{name}` is written twice", at) { Hint = "remove one of the two", Notes = [new("the first one is here", first)] };

    public static Diagnostic KeyIsNoText(Node key) =>
        new("KE007", $"a field's name must be text, but this is {key.Description}", key.Span)
        {
            Hint = "put the name in quotes",
        };

    public static Diagnostic UnquotedExpression(ScalarNode expression)
    {
        char quote = expression.Text.Contains('"', StringComparison.Ordinal) ? '\'' : '"';
        return new("KE007", $"YAML reads `{{{{` without quotes as a mapping", expression.Span) { Hint = $"quote it: `{quote}{expression.Text.ReplaceLineEndings(" ")}{quote}`" };
    }

    public static Diagnostic MergeKey(SourceSpan at) =>
        new("KE008", "`<<` is not part of YAML 1.2", at) { Hint = "write the fields out, or move them into `defaults`" };

    public static Diagnostic Tag(SourceSpan at, string tag) =>
        new("KE009", $"the tag `{tag}` has no meaning here", at) { Hint = "remove the tag" };

    public static Diagnostic UnknownAnchor(SourceSpan at, string name, bool isOpen, IEnumerable<string> anchors) =>
        new("KE010", isOpen ? $"`*{name}` stands inside of the value that it repeats" : $"no value above is marked `&{name}`", at)
        {
            Hint = isOpen ? "write the value out" : DidYouMean(NearestName.Of(name, anchors), "*"),
        };

    public static Diagnostic AliasBomb(SourceSpan at, int limit) =>
        new("KE011", string.Create(CultureInfo.InvariantCulture, $"the aliases of this file stand for more than {limit} values"), at)
        {
            Hint = "write the values out where they are needed",
        };

    public static Diagnostic TooDeep(SourceSpan at, int limit) =>
        new("KE012", string.Create(CultureInfo.InvariantCulture, $"values are nested deeper than {limit} levels"), at);

    public static Diagnostic UnknownField(SourceSpan? at, string name, string owner, IEnumerable<string> known) =>
        new("KE020", $"unknown field `{name}` in {owner}", at) { Hint = DidYouMean(NearestName.Of(name, known)) ?? Choices("the fields are", known) };

    public static Diagnostic NotAvailable(SourceSpan? at, string name, string instead) =>
        new("KE021", $"`{name}` is known, but not available in this version", at) { Hint = instead };

    public static Diagnostic MissingField(SourceSpan? at, string name, string owner, string hint) =>
        new("KE022", $"{owner} needs a field `{name}`", at) { Hint = hint };

    public static Diagnostic WrongType(Node at, string expected, string? hint) =>
        new("KE023", $"expected {expected}, but this is {at.Description}", at.Span) { Hint = hint };

    public static Diagnostic BadDuration(Node at, string text) =>
        new("KE024", $"`{text}` is no duration", at.Span)
        {
            Hint = text.Length > 0 && text.All(char.IsAsciiDigit) ? $"write the unit: `{text}s`" : "write it as `90s`, `2h30m` or `500ms`",
        };

    public static Diagnostic OutOfRange(Node at, string what, string range) =>
        new("KE025", $"{what} must be {range}", at.Span);

    public static Diagnostic BadPath(Node at, string problem) =>
        new("KE026", problem, at.Span) { Hint = "write a path relative to this stanza's directory, inside of the project" };

    public static Diagnostic BadHostPath(Node at, string problem) =>
        new("KE026", problem, at.Span) { Hint = "write a path relative to this stanza's directory, or an absolute one" };

    public static Diagnostic HomeDirectory(Node at, string text) =>
        new("KE026", $"`{text}`: a `~` means nothing here", at.Span) { Hint = $"write the whole path; what really is called so is `./{text}`" };

    public static Diagnostic BadPattern(Node at, string problem) =>
        new("KE027", problem, at.Span) { Hint = "write a pattern relative to this stanza's directory; a `\\` before a special character takes its meaning away" };

    public static Diagnostic PatternInOutputs(Node at, string text) =>
        new("KE028", $"`{text}` is a pattern, but outputs must be known before anything runs", at.Span)
        {
            Hint = "name every file, or the directory that holds them",
        };

    public static Diagnostic PatternInCondition(Node at, string text) =>
        new("KE028", $"`{text}` is a pattern, but a condition names its paths one by one", at.Span)
        {
            Hint = $"name every file, or ask with `command: ls {text}`",
        };

    public static Diagnostic BadName(Node at, string name, string what, string problem, string proposal) =>
        new("KE029", $"`{name}` can't be {what}: {problem}", at.Span) { Hint = proposal.Length == 0 ? null : $"call it `{proposal}`" };

    public static Diagnostic Exclusive(SourceSpan? at, string name, string other) =>
        new("KE030", $"`{name}` and `{other}` exclude each other", at) { Hint = "keep one of them, or put both in `steps`" };

    public static Diagnostic AlwaysWithCondition(SourceSpan? at) =>
        new("KE030", "`always` and `done_when` exclude each other", at)
        {
            Hint = "remove `always`; to run every time and ask afterwards, add `never: true` to the condition",
        };

    public static Diagnostic Empty(Node at, string what, string hint) =>
        new("KE031", $"{what} can't be empty", at.Span) { Hint = hint };

    public static Diagnostic BadVariable(SourceSpan? at, string name) =>
        new("KE032", $"`{name}` can't be the name of a variable", at) { Hint = "use letters, digits and `_`" };

    public static Diagnostic OnlyExclusions(SourceSpan? at) =>
        new("KE033", "patterns that begin with `!` only take away from others", at) { Hint = "add a pattern to begin with: `\"**\"`" };

    public static Diagnostic ExecIsAList(Node at, string program) =>
        new("KE034", "`exec` is a program and its arguments, one by one", at.Span) { Hint = $"write `exec: [{program}]`, or `run:` for a shell" };

    public static Diagnostic OutputsWithoutRun(SourceSpan? at, string name) =>
        new("KE035", $"`{name}` has outputs, but runs nothing that writes them", at) { Hint = "add `run: …`" };

    public static Diagnostic BadSize(Node at, string text) =>
        new("KE036", $"`{text}` is no size", at.Span) { Hint = "write it as `4096`, `10KiB` (of 1024 bytes) or `10KB` (of 1000)" };

    public static Diagnostic NeverIsFalse(Node at) =>
        new("KE037", "`never: false` says nothing", at.Span) { Hint = "remove it, or write `never: true`" };

    public static Diagnostic PoolNamedTwice(SourceSpan? at, string pool) =>
        new("KE038", $"`{pool}` is named twice", at) { Hint = $"remove it, or take more: `{{ {pool}: 2 }}`" };

    public static Diagnostic MissingVersion(SourceSpan at) =>
        new("KE050", "the language version is missing", at) { Hint = "begin the file with `ketrew: 1`" };

    public static Diagnostic UnsupportedVersion(Node at, string version, int supported) =>
        new("KE051", $"this file is written in version `{version}` of the language", at.Span)
        {
            Hint = string.Create(CultureInfo.InvariantCulture, $"this ketrew reads version {supported}: install a newer one, or write `ketrew: {supported}`"),
        };

    public static Diagnostic EmptyFile(string file) =>
        new("KE052", "this file holds no workflow", new SourceSpan(file, 1, 1, 1, 1)) { Hint = "begin it with `ketrew: 1` and a list `stanzas:`" };

    public static Diagnostic MissingFile(SourceSpan? at, string file) =>
        new("KE053", $"there is no file `{file}`", at);

    public static Diagnostic NoWorkflowIn(SourceSpan? at, string directory, string name) =>
        new("KE054", $"no directory `{directory}` with a `{name}`", at) { Hint = "add the file, or remove the directory from this list" };

    public static Diagnostic SameDirectory(SourceSpan? at, ProjectPath directory, ProjectPath other) =>
        new("KE059", $"`{directory}` and `{other}` are one directory, through a link", at) { Hint = "name it once" };

    public static Diagnostic IncludeCycle(SourceSpan? at, IEnumerable<string> files) =>
        new("KE055", $"files include each other: {string.Join(" -> ", files.Select(file => $"`{file}`"))}", at) { Hint = "remove this `include`" };

    public static Diagnostic NotInIncludedFile(SourceSpan? at, string name) =>
        new("KE056", $"`{name}` can't stand in an included file", at) { Hint = "an included file has `stanzas` only; move this to the file that includes it" };

    public static Diagnostic PluginWithoutKind(SourceSpan? at) =>
        new("KE057", "this doesn't say which plugin is meant", at) { Hint = "write `source: path/to/file.cs`, `template: path/to/file.yaml`, `project: path/to/folder`, `assembly: path/to/file.dll` or `package: its.name`" };

    public static Diagnostic PluginWithSeveralKinds(SourceSpan? at, string first, string second) =>
        new("KE058", $"one plugin can't be `{first}` and `{second}`", at) { Hint = "begin another item with `-`" };

    public static Diagnostic BadStanza(Node at, string? hint) =>
        new("KE070", "a stanza is one name with its fields below it", at.Span) { Hint = hint };

    public static Diagnostic UnknownStanza(SourceSpan? at, string kind, IEnumerable<string> known) =>
        new("KE071", $"unknown stanza `{kind}`", at) { Hint = DidYouMean(NearestName.Of(kind, known)) ?? Choices("the stanzas are", known) };

    public static Diagnostic NotForPlugins(SourceSpan? at, string kind) =>
        new("KE072", $"a plugin can't emit `{kind}`", at);

    public static Diagnostic UnknownTarget(SourceSpan? at, string id, string? nearest) =>
        new("KE080", $"unknown target `{id}`", at) { Hint = DidYouMean(nearest) };

    public static Diagnostic DuplicateTarget(SourceSpan? at, string id, SourceSpan? first) =>
        new("KE081", $"a target `{id}` exists already", at) { Hint = "give one of them another name", Notes = [new("the first one is here", first)] };

    public static Diagnostic OutputClash(SourceSpan? at, ProjectPath path, TargetId target, TargetId other, SourceSpan? first) =>
        new("KE082", $"`{path}` is written by both `{other}` and `{target}`", at)
        {
            Hint = "let one of them write it, and the other one read it",
            Notes = [new($"`{other}` writes it here", first)],
        };

    public static Diagnostic ReadsOwnOutput(SourceSpan? at, ProjectPath path, TargetId target) =>
        new("KE083", $"`{target}` reads `{path}`, which it writes itself", at) { Hint = "remove it from `inputs`, or write another file" };

    public static Diagnostic NothingMatches(SourceSpan? at, string pattern) =>
        new("KE084", $"no file matches `{pattern}`", at) { Severity = Severity.Warning, Hint = "patterns are relative to the stanza's directory" };

    public static Diagnostic UnknownPool(SourceSpan? at, string pool, IEnumerable<string> known) =>
        new("KE085", $"unknown pool `{pool}`", at) { Hint = DidYouMean(NearestName.Of(pool, known)) ?? $"declare it at the top level: `pools: {{ {pool}: 4 }}`" };

    public static Diagnostic PoolTooSmall(SourceSpan? at, PoolUse use, PoolLimit pool, SourceSpan? declaration) =>
        new("KE086", string.Create(CultureInfo.InvariantCulture, $"this takes {use.Count} of pool `{pool.Name}`, which has {pool.Capacity}"), at)
        {
            Hint = string.Create(CultureInfo.InvariantCulture, $"take less, or raise the limit: `{pool.Name}: {use.Count}`"),
            Notes = [new("the pool is declared here", declaration)],
        };

    public static Diagnostic DuplicatePool(SourceSpan? at, string pool, SourceSpan? first) =>
        new("KE087", $"a pool `{pool}` exists already", at) { Hint = "declare it once, it holds for the whole workflow", Notes = [new("the first one is here", first)] };

    public static Diagnostic UnknownBackend(SourceSpan? at, string backend, IEnumerable<string> known) =>
        new("KE088", $"unknown backend `{backend}`", at) { Hint = DidYouMean(NearestName.Of(backend, known)) ?? Choices("the backends are", known) };

    public static Diagnostic UnknownHost(SourceSpan? at, string host, IReadOnlyCollection<string> known) =>
        new("KE089", $"unknown host `{host}`", at)
        {
            Hint = DidYouMean(NearestName.Of(host, known)) ?? $"declare it at the top level: `hosts: {{ {host}: ssh://user@machine/scratch }}`",
        };

    public static Diagnostic DuplicateBackend(SourceSpan? at, string what, string name, SourceSpan? first) =>
        new("KE090", $"a {what} `{name}` exists already", at) { Hint = "declare it once, it holds for the whole workflow", Notes = [new("the first one is here", first)] };

    private static string? DidYouMean(string? name, string prefix = "") => name is null ? null : $"did you mean `{prefix}{name}`?";

    private static string Choices(string introduction, IEnumerable<string> names) =>
        $"{introduction} {string.Join(", ", names.Order(StringComparer.Ordinal).Select(name => $"`{name}`"))}";
}
