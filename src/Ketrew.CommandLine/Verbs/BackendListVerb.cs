using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew backend list</c>: where targets can run.</summary>
internal sealed class BackendListVerb : Verb
{
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object" };

    public BackendListVerb(Session session)
        : base("list", "List where targets of this project can run", session)
    {
        Add(_json);
        AddWorkflowOptions();
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew backend list", "those that the workflow declares or uses, and those that are always there"),
    ];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        if (await LoadAsync(parsed) is not { } workflow)
        {
            return ExitCode.BadInput;
        }

        await using ProjectBackends backends = await workflow.MakeBackendsAsync(Session, null);
        BackendTable table = new(backends.All.Select(backend => backends.Describe(backend)));
        Terminal.Write(parsed.GetValue(_json) ? table.ToJson() : table.ToText());
        return ExitCode.Done;
    }
}
