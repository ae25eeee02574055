using System.Globalization;
using System.Runtime.CompilerServices;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk;

/// <summary>What one expansion may do: ask questions, emit stanzas, report problems.</summary>
/// <remarks>Paths are relative to the project's root. Every question is recorded; while its answer stays the same, the expansion isn't run again.
/// The last two parameters of each method are filled in by the compiler: they are how messages name the line of the plugin. Not thread-safe.</remarks>
public sealed class StanzaContext
{
    private readonly IQuestionChannel _channel;
    private readonly List<EmittedItem> _emitted = [];
    private readonly List<StanzaDiagnostic> _diagnostics = [];

    internal StanzaContext(ProjectPath directory, Node arguments, IQuestionChannel channel)
    {
        Directory = directory;
        Arguments = arguments;
        _channel = channel;
    }

    /// <summary>The directory of the workflow file that holds the stanza.</summary>
    public ProjectPath Directory { get; }

    /// <summary>What the <c>plugins:</c> entry gives under <c>args</c>; an empty mapping when there is nothing.</summary>
    public Node Arguments { get; }

    internal IReadOnlyList<EmittedItem> Emitted => _emitted;

    internal IReadOnlyList<StanzaDiagnostic> Diagnostics => _diagnostics;

    /// <summary>The content of a UTF-8 file, without its byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pluginFile">Filled in by the compiler.</param>
    /// <param name="pluginLine">Filled in by the compiler.</param>
    /// <returns>The text as it is.</returns>
    /// <exception cref="StanzaFailedException">There is no such file, or it can't be read as text: let it through, it becomes a good error.</exception>
    public string ReadText(ProjectPath path, [CallerFilePath] string pluginFile = "", [CallerLineNumber] int pluginLine = 0) =>
        TryReadText(path, pluginFile, pluginLine) ?? throw Failure($"`{path}` doesn't exist", pluginFile, pluginLine);

    /// <summary>The content of a UTF-8 file that may be missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pluginFile">Filled in by the compiler.</param>
    /// <param name="pluginLine">Filled in by the compiler.</param>
    /// <returns>The text as it is; null when there is no such file.</returns>
    /// <exception cref="StanzaFailedException">It can't be read as text.</exception>
    public string? TryReadText(ProjectPath path, [CallerFilePath] string pluginFile = "", [CallerLineNumber] int pluginLine = 0) =>
        AskForText(new Question.ReadText(path), pluginFile, pluginLine);

    /// <summary>The bytes of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pluginFile">Filled in by the compiler.</param>
    /// <param name="pluginLine">Filled in by the compiler.</param>
    /// <returns>All of them.</returns>
    /// <exception cref="StanzaFailedException">There is no such file, or it can't be read.</exception>
    public ValueList<byte> ReadBytes(ProjectPath path, [CallerFilePath] string pluginFile = "", [CallerLineNumber] int pluginLine = 0) =>
        Ask(new Question.ReadBytes(path), pluginFile, pluginLine) switch
        {
            Answer.Bytes answer => answer.Value,
            Answer.Missing => throw Failure($"`{path}` doesn't exist", pluginFile, pluginLine),
            Answer answer => throw Unexpected(answer, pluginFile, pluginLine),
        };

    /// <summary>One value of a JSON, YAML or XML file: an edit elsewhere in the file doesn't run the expansion again.</summary>
    /// <param name="path">The file; <c>.json</c>, <c>.yaml</c> or <c>.yml</c>, anything else is read as XML.</param>
    /// <param name="pointer">JSON and YAML: a JSON pointer such as <c>/scripts/build</c>. XML: element names, the last may be <c>@attribute</c>, such as <c>/Project/PropertyGroup/TargetFramework</c>; the first match counts.</param>
    /// <param name="pluginFile">Filled in by the compiler.</param>
    /// <param name="pluginLine">Filled in by the compiler.</param>
    /// <returns>A scalar as its text, anything else as canonical JSON (in XML: the inner text); null when the file or the value is missing.</returns>
    /// <exception cref="StanzaFailedException">The file isn't what its extension says.</exception>
    public string? ReadValue(ProjectPath path, string pointer, [CallerFilePath] string pluginFile = "", [CallerLineNumber] int pluginLine = 0) =>
        AskForText(new Question.ReadValue(path, pointer), pluginFile, pluginLine);

    /// <summary>The lines of a UTF-8 file that match an expression: an edit of other lines doesn't run the expansion again.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expression">A .NET regular expression, culture-invariant, tried on each line without its end.</param>
    /// <param name="pluginFile">Filled in by the compiler.</param>
    /// <param name="pluginLine">Filled in by the compiler.</param>
    /// <returns>The matching lines in file order, without line ends.</returns>
    /// <exception cref="StanzaFailedException">There is no such file, it can't be read as text, or the expression is wrong.</exception>
    public ValueList<string> Lines(ProjectPath path, string expression, [CallerFilePath] string pluginFile = "", [CallerLineNumber] int pluginLine = 0) =>
        AskForItems(new Question.Lines(path, expression), $"`{path}` doesn't exist", pluginFile, pluginLine);

    /// <summary>What is at a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="pluginFile">Filled in by the compiler.</param>
    /// <param name="pluginLine">Filled in by the compiler.</param>
    /// <returns>Also <see cref="EntryKind.Missing"/> and <see cref="EntryKind.DanglingLink"/>, which are not files.</returns>
    public EntryKind Exists(ProjectPath path, [CallerFilePath] string pluginFile = "", [CallerLineNumber] int pluginLine = 0) =>
        Ask(new Question.Exists(path), pluginFile, pluginLine) is Answer.Entry entry ? entry.Kind : EntryKind.Missing;

    /// <summary>What a directory holds.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="pluginFile">Filled in by the compiler.</param>
    /// <param name="pluginLine">Filled in by the compiler.</param>
    /// <returns>In ordinal order of the names; without Ketrew's own files.</returns>
    /// <exception cref="StanzaFailedException">There is no such directory.</exception>
    public ValueList<DirectoryEntry> List(ProjectPath directory, [CallerFilePath] string pluginFile = "", [CallerLineNumber] int pluginLine = 0) =>
        AskForItems(new Question.List(directory), $"`{directory}` doesn't exist", pluginFile, pluginLine)
            .Select(item => ToEntry(directory, item))
            .ToValueList();

    /// <summary>The files that match a pattern. One that appears later runs the expansion again.</summary>
    /// <param name="pattern">The pattern, with its exclusions.</param>
    /// <param name="pluginFile">Filled in by the compiler.</param>
    /// <param name="pluginLine">Filled in by the compiler.</param>
    /// <returns>In ordinal order; empty when nothing matches.</returns>
    public ValueList<ProjectPath> Glob(GlobPattern pattern, [CallerFilePath] string pluginFile = "", [CallerLineNumber] int pluginLine = 0) =>
        AskForItems(new Question.Glob(pattern), "the pattern can't be answered", pluginFile, pluginLine).Select(ProjectPath.Parse).ToValueList();

    /// <summary>A variable of the environment.</summary>
    /// <param name="name">One that the <c>plugins:</c> entry names under <c>allow: {environment: […]}</c>.</param>
    /// <param name="pluginFile">Filled in by the compiler.</param>
    /// <param name="pluginLine">Filled in by the compiler.</param>
    /// <returns>Its value, which may be empty; null when it is unset.</returns>
    /// <exception cref="StanzaFailedException">The name isn't allowed.</exception>
    public string? Environment(string name, [CallerFilePath] string pluginFile = "", [CallerLineNumber] int pluginLine = 0) =>
        AskForText(new Question.Environment(name), pluginFile, pluginLine);

    /// <summary>A fact of the machine. Prefer emitting the same stanzas everywhere.</summary>
    /// <param name="facet">Which.</param>
    /// <param name="pluginFile">Filled in by the compiler.</param>
    /// <param name="pluginLine">Filled in by the compiler.</param>
    /// <returns>See <see cref="PlatformFacet"/>.</returns>
    public string Platform(PlatformFacet facet, [CallerFilePath] string pluginFile = "", [CallerLineNumber] int pluginLine = 0) =>
        AskForText(new Question.Platform(facet), pluginFile, pluginLine) ?? "";

    /// <summary>The content of a UTF-8 file of a site, looked up through the site's directories in order: the first one that has it counts.</summary>
    /// <param name="package">The package that defines the site: <c>acme.gui</c>.</param>
    /// <param name="site">The site's name in that package: <c>themes</c>.</param>
    /// <param name="path">The file, relative to the site: <c>material/layout.css</c>.</param>
    /// <param name="pluginFile">Filled in by the compiler.</param>
    /// <param name="pluginLine">Filled in by the compiler.</param>
    /// <returns>The text as it is.</returns>
    /// <exception cref="StanzaFailedException">There is no such file, site or package, the path leads out of the site, two packages of one directory add the file, or it isn't text.</exception>
    public string SiteText(string package, string site, string path, [CallerFilePath] string pluginFile = "", [CallerLineNumber] int pluginLine = 0) =>
        TrySiteText(package, site, path, pluginFile, pluginLine) ?? throw Failure($"nobody adds `{path}` to the site `{package}:{site}`", pluginFile, pluginLine);

    /// <summary>The content of a UTF-8 file of a site that may be missing.</summary>
    /// <param name="package">The package that defines the site.</param>
    /// <param name="site">The site's name in that package.</param>
    /// <param name="path">The file, relative to the site.</param>
    /// <param name="pluginFile">Filled in by the compiler.</param>
    /// <param name="pluginLine">Filled in by the compiler.</param>
    /// <returns>The text as it is; null when nobody adds such a file.</returns>
    /// <exception cref="StanzaFailedException">There is no such site or package, the path leads out of the site, two packages of one directory add the file, or it isn't text.</exception>
    public string? TrySiteText(string package, string site, string path, [CallerFilePath] string pluginFile = "", [CallerLineNumber] int pluginLine = 0) =>
        // Often made of what a user wrote, so a wrong one is no fault of the plugin.
        ProjectPath.TryParse(path, ProjectPath.Root, out ProjectPath inSite, out _)
            ? AskForText(new Question.SiteText(package, site, inSite), pluginFile, pluginLine)
            : throw Failure($"`{path}` is no path inside of the site `{package}:{site}`", pluginFile, pluginLine);

    /// <summary>The files of a site, over all of its directories. One that is added later runs the expansion again.</summary>
    /// <param name="package">The package that defines the site.</param>
    /// <param name="site">The site's name in that package.</param>
    /// <param name="pattern">The pattern, with its exclusions; relative to the site: <c>**</c> for all.</param>
    /// <param name="pluginFile">Filled in by the compiler.</param>
    /// <param name="pluginLine">Filled in by the compiler.</param>
    /// <returns>Names relative to the site, each once, in ordinal order; empty when nothing matches. They are no paths of the project, so no inputs of targets.</returns>
    /// <exception cref="StanzaFailedException">There is no such site or package.</exception>
    public ValueList<string> SiteFiles(string package, string site, GlobPattern pattern, [CallerFilePath] string pluginFile = "", [CallerLineNumber] int pluginLine = 0) =>
        AskForItems(new Question.SiteFiles(package, site, pattern), "the pattern can't be answered", pluginFile, pluginLine);

    /// <summary>The files of a site, over all of its directories. One that is added later runs the expansion again.</summary>
    /// <param name="package">The package that defines the site.</param>
    /// <param name="site">The site's name in that package.</param>
    /// <param name="pattern">One pattern, relative to the site: <c>**</c> for all.</param>
    /// <param name="pluginFile">Filled in by the compiler.</param>
    /// <param name="pluginLine">Filled in by the compiler.</param>
    /// <returns>As the other one.</returns>
    /// <exception cref="StanzaFailedException">There is no such site or package, or the pattern is wrong or leads out of the site.</exception>
    public ValueList<string> SiteFiles(string package, string site, string pattern, [CallerFilePath] string pluginFile = "", [CallerLineNumber] int pluginLine = 0) =>
        // As above: the conversion of a text would throw what is told as a fault of the plugin.
        GlobPattern.TryParse(pattern, ProjectPath.Root, out GlobPattern inSite, out _)
            ? SiteFiles(package, site, inSite, pluginFile, pluginLine)
            : throw Failure($"`{pattern}` is no pattern for files inside of the site `{package}:{site}`", pluginFile, pluginLine);

    /// <summary>What a tool prints. It runs on the engine's side, in a directory that holds the inputs and nothing else; the same tool with the same arguments and inputs isn't run again.</summary>
    /// <param name="tool">One that the <c>plugins:</c> entry names under <c>allow: {tools: […]}</c>: a name on the search path, or a path of the project with a <c>/</c> in it.</param>
    /// <param name="arguments">As the tool gets them; paths are relative to the project's root.</param>
    /// <param name="inputs">The files of the project that the tool may read; it finds them under these paths.</param>
    /// <param name="pluginFile">Filled in by the compiler.</param>
    /// <param name="pluginLine">Filled in by the compiler.</param>
    /// <returns>Its standard output, not trimmed.</returns>
    /// <exception cref="StanzaFailedException">It isn't allowed or can't be found, an input is missing, it fails, takes longer than a minute, or prints something that isn't UTF-8.</exception>
    public string RunTool(
        string tool, ValueList<string> arguments, ValueList<ProjectPath> inputs, [CallerFilePath] string pluginFile = "", [CallerLineNumber] int pluginLine = 0) =>
        AskForText(new Question.RunTool(tool, arguments, inputs), pluginFile, pluginLine) ?? throw Failure($"there is no tool `{tool}`{(tool.Contains('/') ? "" : " on the search path")}", pluginFile, pluginLine);

    /// <summary>The content of a UTF-8 file that another target writes. That target is brought up to date first; this stanza is expanded afterwards.</summary>
    /// <param name="target">The target's name, seen from <see cref="Directory"/>: <c>split</c>, <c>data:split</c>, or <c>:split</c> for the root.</param>
    /// <param name="path">One of its outputs, or a file in an output that is a directory.</param>
    /// <param name="pluginFile">Filled in by the compiler.</param>
    /// <param name="pluginLine">Filled in by the compiler.</param>
    /// <returns>The text as it is.</returns>
    /// <exception cref="StanzaFailedException">The target doesn't write that path, the file is missing in its directory, or isn't text.</exception>
    public string OutputOf(string target, ProjectPath path, [CallerFilePath] string pluginFile = "", [CallerLineNumber] int pluginLine = 0) =>
        AskForText(new Question.OutputOf(Resolve(target, pluginFile, pluginLine), path), pluginFile, pluginLine)
        ?? throw Failure($"`{target}` wrote no `{path}`", pluginFile, pluginLine);

    /// <summary>Adds a stanza to what this one stands for.</summary>
    /// <param name="stanza">Vanilla or custom.</param>
    /// <param name="directory">Where it is as if it had been written: at or below <see cref="Directory"/>. Default: <see cref="Directory"/>.</param>
    /// <param name="origin">The part of the user's stanza it comes from; the whole when left out.</param>
    /// <param name="pluginFile">Filled in by the compiler.</param>
    /// <param name="pluginLine">Filled in by the compiler.</param>
    public void Emit(
        EmittedStanza stanza,
        ProjectPath? directory = null,
        FieldPath origin = default,
        [CallerFilePath] string pluginFile = "",
        [CallerLineNumber] int pluginLine = 0)
    {
        ProjectPath place = directory ?? Directory;
        _emitted.Add(new EmittedItem(stanza.Kind, place.Value, stanza.ToFields(place), origin.ToString(), LineOf(pluginFile, pluginLine)));
    }

    /// <summary>Reports something wrong with the user's stanza and goes on, so that all problems are seen at once. Nothing is run.</summary>
    /// <param name="message">One lower-case sentence without full stop, names in backticks.</param>
    /// <param name="at">The place in the stanza; the whole when left out.</param>
    /// <param name="hint">Something the user can type.</param>
    /// <param name="pluginFile">Filled in by the compiler.</param>
    /// <param name="pluginLine">Filled in by the compiler.</param>
    public void Error(
        string message, FieldPath at = default, string? hint = null, [CallerFilePath] string pluginFile = "", [CallerLineNumber] int pluginLine = 0) =>
        Report(new StanzaDiagnostic(SdkCodes.Plugin, Severity.Error, message, hint, at.ToString(), LineOf(pluginFile, pluginLine)));

    /// <summary>Says something worth knowing about the user's stanza. It is said again on every run until the stanza changes.</summary>
    /// <param name="message">One lower-case sentence without full stop, names in backticks.</param>
    /// <param name="at">The place in the stanza; the whole when left out.</param>
    /// <param name="hint">Something the user can type.</param>
    /// <param name="pluginFile">Filled in by the compiler.</param>
    /// <param name="pluginLine">Filled in by the compiler.</param>
    public void Warning(
        string message, FieldPath at = default, string? hint = null, [CallerFilePath] string pluginFile = "", [CallerLineNumber] int pluginLine = 0) =>
        Report(new StanzaDiagnostic(SdkCodes.PluginWarning, Severity.Warning, message, hint, at.ToString(), LineOf(pluginFile, pluginLine)));

    internal void Add(EmittedItem item) => _emitted.Add(item);

    internal void Report(StanzaDiagnostic diagnostic) => _diagnostics.Add(diagnostic);

    private string? AskForText(Question question, string pluginFile, int pluginLine) => Ask(question, pluginFile, pluginLine) switch
    {
        Answer.Text answer => answer.Value,
        Answer.Missing => null,
        Answer answer => throw Unexpected(answer, pluginFile, pluginLine),
    };

    private ValueList<string> AskForItems(Question question, string whenMissing, string pluginFile, int pluginLine) => Ask(question, pluginFile, pluginLine) switch
    {
        Answer.Items answer => answer.Values,
        Answer.Missing => throw Failure(whenMissing, pluginFile, pluginLine),
        Answer answer => throw Unexpected(answer, pluginFile, pluginLine),
    };

    private Answer Ask(Question question, string pluginFile, int pluginLine) =>
        _channel.Ask(question, LineOf(pluginFile, pluginLine)) is var answer and not Answer.Late ? answer : throw new StanzaLateException();

    private TargetId Resolve(string target, string pluginFile, int pluginLine) =>
        TargetId.TryParse(target, Directory, out TargetId id, out string? problem) ? id : throw Failure(problem, pluginFile, pluginLine);

    private static StanzaFailedException Unexpected(Answer answer, string pluginFile, int pluginLine) => Failure(
        answer is Answer.Refused refused ? refused.Reason : $"an answer of the wrong kind came back: {answer.ToParts()}", pluginFile, pluginLine);

    private static StanzaFailedException Failure(string message, string pluginFile, int pluginLine) => new(message, default, null, pluginFile, pluginLine);

    private static DirectoryEntry ToEntry(ProjectPath directory, string item) => item[^1] switch
    {
        '/' => new DirectoryEntry(directory / item[..^1], EntryKind.Directory),
        '@' => new DirectoryEntry(directory / item[..^1], EntryKind.DanglingLink),
        _ => new DirectoryEntry(directory / item[..^1], EntryKind.File),
    };

    // The file's name only: the folders above it are those of the machine that compiled the plugin.
    internal static string LineOf(string pluginFile, int pluginLine) =>
        string.Create(CultureInfo.InvariantCulture, $"{pluginFile.AsSpan(pluginFile.LastIndexOfAny(['/', '\\']) + 1)}:{pluginLine}");
}
