using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Expander.Schemas;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew schema</c>: what may be written in workflow files, for editors.</summary>
internal sealed class SchemaVerb : Verb
{
    private readonly Option<string?> _at = new("--at") { Description = "For the files of this directory (default: the working directory)", HelpName = "DIR" };
    private readonly Option<bool> _included = new("--included") { Description = "For files that others include" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Write it there (default: standard output)", HelpName = "FILE" };

    public SchemaVerb(Session session)
        : base("schema", "Write a JSON Schema of the workflow files, for editors", session)
    {
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
    ];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        ProjectLocation location = Locate(parsed);
        string start = Path.GetFullPath(DirectoryOf(parsed) ?? ".");
        WorkflowSchema schema = await WorkflowSchema.DescribeAsync(
            Workflow.OptionsFor(Session, location), Place(location, start, parsed.GetValue(_at)), parsed.GetValue(_included), Session.Signals.Stop);
        new DiagnosticPrinter(Terminal, location.Root).Print([.. schema.Diagnostics]);
        if (schema.Text is null)
        {
            return ExitCode.BadInput;
        }

        if (parsed.GetValue(_output) is { } output)
        {
            await File.WriteAllTextAsync(Path.GetFullPath(output, start), schema.Text, Session.Signals.Stop);
        }
        else
        {
            Terminal.Write(schema.Text);
        }

        return schema.Diagnostics.Any(diagnostic => diagnostic.Severity == Sdk.Diagnostics.Severity.Error) ? ExitCode.BadInput : ExitCode.Done;
    }

    // Without `--at`, a directory outside of the project (`--file ../other/workflow.yaml`) means the root.
    private static ProjectPath Place(ProjectLocation location, string start, string? typed) =>
        typed is null && !ProjectPath.TryParse(Path.GetRelativePath(location.Root, start).Replace(Path.DirectorySeparatorChar, '/'), ProjectPath.Root, out _, out _)
            ? ProjectPath.Root
            : location.DirectoryAt(typed ?? ".", start);
}
