using Ketrew.PluginHost.Scripting;
using Ketrew.PluginHost.Scripting.Values;
using Ketrew.Sdk;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Syntax;

namespace Ketrew.PluginHost.Templates;

/// <summary>The functions that ask about the world or speak to the user. Paths are relative to the stanza's directory, those given and those answered.</summary>
/// <param name="context">Asks and records.</param>
internal sealed class TemplateQuestions(StanzaContext context)
{
    /// <summary>The number of the place that is evaluated.</summary>
    public int Place { get; set; }

    /// <summary>Puts them into a scope, with <c>args</c> and <c>directory</c>.</summary>
    public void AddTo(ScriptScope scope)
    {
        scope.Set("args", NodeValues.ToValue(context.Arguments));
        scope.Set("directory", Value.From(context.Directory.Value));
        Add(scope, "glob", "patterns...", call => Paths(context.Glob(PatternOf(call), "", Place)));
        Add(scope, "read", "path", call => Value.From(context.ReadText(PathOf(call), "", Place)));
        Add(scope, "try_read", "path", call => TextOrNull(context.TryReadText(PathOf(call), "", Place)));
        Add(scope, "lines", "path expression", call => Value.From(context.Lines(PathOf(call), call.Text(1), "", Place)));
        Add(scope, "value", "path pointer", call => TextOrNull(context.ReadValue(PathOf(call), call.Text(1), "", Place)));
        Add(scope, "exists", "path", call => Value.From(context.Exists(PathOf(call), "", Place) is EntryKind.File or EntryKind.Directory));
        Add(scope, "list", "directory", call => Value.From(context.List(PathOf(call), "", Place).Select(Entry)));
        Add(scope, "environment", "name", call => TextOrNull(context.Environment(call.Text(0), "", Place)));
        Add(scope, "platform", "facet", call => Value.From(context.Platform(FacetOf(call), "", Place)));
        Add(scope, "output", "target path", call => Value.From(context.OutputOf(call.Text(0), ParsePath(call.Text(1)), "", Place)));
        Add(scope, "tool", "name arguments inputs?", call => Value.From(context.RunTool(call.Text(0), TextsOf(call, 1), PathsOf(call, 2), "", Place)));
        Add(scope, "project_path", "path", call => Value.From(PathOf(call).Value));
        Add(scope, "quote", "text", Quote);
        Add(scope, "error", "message hint? at?", call => Tell(call, context.Error));
        Add(scope, "warning", "message hint? at?", call => Tell(call, context.Warning));
    }

    private delegate void Report(string message, FieldPath at, string? hint, string pluginFile, int pluginLine);

    private static void Add(ScriptScope scope, string name, string parameters, Func<CallArguments, Value> body) => scope.SetFunction(name, parameters, call =>
    {
        try
        {
            return body(call);
        }
        catch (StanzaFailedException failure)
        {
            throw new ScriptException(failure.Message, failure.Hint);
        }
    });

    private ProjectPath PathOf(CallArguments call) => ParsePath(call.Text(0));

    private ProjectPath ParsePath(string text) =>
        ProjectPath.TryParse(text, context.Directory, out ProjectPath path, out string? problem) ? path : throw new ScriptException(problem);

    private ValueList<ProjectPath> PathsOf(CallArguments call, int index) => TextsOf(call, index).Select(ParsePath).ToValueList();

    private static ValueList<string> TextsOf(CallArguments call, int index) =>
        call.Value(index) is NullValue ? [] : call.Items(index).Select(item => item is StringValue or NumberValue ? ValueText.OfScalar(item) : throw call.Wrong(index, "texts")).ToValueList();

    // `glob "*.c" "!old.c"`, or a list, as a field of the type `glob` is one.
    private GlobPattern PatternOf(CallArguments call)
    {
        Value[] given = [.. call.Items(0).SelectMany(argument => argument is ArrayValue array ? array.Items : [argument])];
        if (given.Length == 0)
        {
            throw new ScriptException("`glob` wants a pattern", "glob \"**/*.txt\"");
        }

        return new GlobPattern(given.SelectMany(pattern => PatternOf(pattern).Patterns).ToValueList());
    }

    private GlobPattern PatternOf(Value value)
    {
        if (value is not StringValue text)
        {
            throw new ScriptException($"a pattern is text, and this is {value.Description}");
        }

        return GlobPattern.TryParse(text.Text, context.Directory, out GlobPattern pattern, out string? problem) ? pattern : throw new ScriptException(problem);
    }

    private Value Paths(ValueList<ProjectPath> paths) => Value.From(paths.Select(path => path.RelativeTo(context.Directory)));

    private ObjectValue Entry(DirectoryEntry entry) => new ObjectValue()
        .With("name", Value.From(entry.Path.Name))
        .With("path", Value.From(entry.Path.RelativeTo(context.Directory)))
        .With("kind", Value.From(entry.Kind switch
        {
            EntryKind.Directory => "directory",
            EntryKind.DanglingLink => "dangling_link",
            _ => "file",
        }));

    private static PlatformFacet FacetOf(CallArguments call) => call.Text(0) switch
    {
        "os" or "operating_system" => PlatformFacet.OperatingSystem,
        "architecture" => PlatformFacet.Architecture,
        var other => throw new ScriptException($"`{other}` is no facet of the platform", "`platform \"os\"` or `platform \"architecture\"`"),
    };

    private static Value Quote(CallArguments call) => Value.From(call.Value(0) is ArrayValue or RangeValue
        ? string.Join(' ', call.Items(0).Select(WordOf))
        : Shell.Quote(call.Text(0)));

    private static string WordOf(Value value) => value is StringValue or NumberValue or BooleanValue
        ? Shell.Quote(ValueText.OfScalar(value))
        : throw new ScriptException($"`quote` makes words of text, and this is {value.Description}");

    private Value Tell(CallArguments call, Report report)
    {
        string at = call.TextOrNothing(2).Trim('/');
        report(call.Text(0), at.Length == 0 ? FieldPath.Stanza : new FieldPath($"/{at}"), call.Value(1) is NullValue ? null : call.Text(1), "", Place);
        return Value.Null;
    }

    private static Value TextOrNull(string? text) => text is null ? Value.Null : Value.From(text);
}
