using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Expander.Schemas;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew schema</c>: what may be written in workflow files, or in those of plugins, for editors.</summary>
internal sealed class SchemaVerb : Verb
{
    private const string WorkflowFiles = "workflow";

    private static readonly Dictionary<string, Func<string>> _others = new(StringComparer.Ordinal)
    {
        ["package"] = () => PluginFileSchemas.Package,
        ["template"] = () => PluginFileSchemas.Template,
    };

    private static readonly string[] _kinds = [WorkflowFiles, .. _others.Keys];

    private readonly Option<string> _for = new("--for") { Description = $"{string.Join(", ", _kinds)} (default: {WorkflowFiles})", HelpName = "KIND", DefaultValueFactory = _ => WorkflowFiles };
    private readonly Option<string?> _at = new("--at") { Description = "For the files of this directory (default: the working directory)", HelpName = "DIR" };
    private readonly Option<bool> _included = new("--included") { Description = "For files that others include" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Write it there (default: standard output)", HelpName = "FILE" };

    public SchemaVerb(Session session)
        : base("schema", "Write a JSON Schema of the workflow files, for editors", session)
    {
        _for.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var kind }] && !_kinds.Contains(kind))
            {
                result.AddError($"`{kind}` is no kind: {string.Join(", ", _kinds.Select(known => $"`{known}`"))}");
            }
        });
        Add(_for);
        Add(_at);
        Add(_included);
        Add(_output);
        AddProjectOptions(withFile: true);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew schema", "print it; bring the schemas that files name in a comment up to date"),
        ("ketrew schema -o workflow.schema.json", "keep it in a file"),
        ("ketrew schema --at parts/a", "for a sub-directory, with the stanzas in scope there"),
        ("ketrew schema --for package", "of ketrew-plugin.yaml"),
        ("ketrew schema --for template", "of *.stanza.yaml"),
    ];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        string start = Path.GetFullPath(DirectoryOf(parsed) ?? ".");
        string kind = parsed.GetValue(_for) ?? WorkflowFiles;
        if (_others.TryGetValue(kind, out Func<string>? other))
        {
            if (parsed.GetValue(_at) is not null || parsed.GetValue(_included))
            {
                throw new InputException("`--at` and `--included` are for workflow files", $"ketrew schema --for {kind}");
            }

            return await WriteAsync(parsed, start, other());
        }

        ProjectLocation location = Locate(parsed);
        WorkflowSchema schema = await WorkflowSchema.DescribeAsync(
            Workflow.OptionsFor(Session, location), Place(location, start, parsed.GetValue(_at)), parsed.GetValue(_included), Session.Signals.Stop);
        new DiagnosticPrinter(Terminal, location.Root).Print([.. schema.Diagnostics]);
        if (schema.Text is null)
        {
            return ExitCode.BadInput;
        }

        await WriteAsync(parsed, start, schema.Text);
        return schema.Diagnostics.Any(diagnostic => diagnostic.Severity == Sdk.Diagnostics.Severity.Error) ? ExitCode.BadInput : ExitCode.Done;
    }

    private async Task<int> WriteAsync(ParseResult parsed, string start, string schema)
    {
        if (parsed.GetValue(_output) is { } output)
        {
            await File.WriteAllTextAsync(Path.GetFullPath(output, start), schema, Session.Signals.Stop);
        }
        else
        {
            Terminal.Write(schema);
        }

        return ExitCode.Done;
    }

    // Without `--at`, a directory outside of the project (`--file ../other/workflow.yaml`) means the root.
    private static ProjectPath Place(ProjectLocation location, string start, string? typed) =>
        typed is null && !ProjectPath.TryParse(Path.GetRelativePath(location.Root, start).Replace(Path.DirectorySeparatorChar, '/'), ProjectPath.Root, out _, out _)
            ? ProjectPath.Root
            : location.DirectoryAt(typed ?? ".", start);
}
