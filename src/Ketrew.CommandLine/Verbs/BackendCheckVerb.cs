using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew backend check</c>: whether targets could run there now, and what there is.</summary>
internal sealed class BackendCheckVerb : Verb
{
    private readonly Argument<string[]> _names = new("BACKENDS") { Description = "Names, also `BACKEND@HOST` (default: all of the project)", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object per backend" };

    public BackendCheckVerb(Session session)
        : base("check", "Look whether backends can be reached, and what they offer", session)
    {
        Add(_names);
        Add(_json);
        AddWorkflowOptions();
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew backend check", "each: version, host, queues with their limits, what will not work"),
        ("ketrew backend check cluster", "one of the workflow's `backends`"),
        ("ketrew backend check daemonize@ssh://me@machine/scratch", "a host that is in no file yet"),
    ];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        if (await LoadAsync(parsed) is not { } workflow)
        {
            return ExitCode.BadInput;
        }

        string[] names = parsed.GetValue(_names) ?? [];
        await using ProjectBackends backends = await workflow.MakeBackendsAsync(Session, null, names);
        new DiagnosticPrinter(Terminal, workflow.Location.Root).Print(backends.Problems);
        if (backends.Problems.Any(problem => problem.Severity == Severity.Error))
        {
            return ExitCode.BadInput;
        }

        IBackend[] chosen = names.Length == 0 ? [.. backends.All] : [.. names.Select(backends.Find).OfType<IBackend>()];
        BackendReport[] reports = await Task.WhenAll(chosen.Select(ExamineAsync));
        foreach (BackendReport report in reports)
        {
            Terminal.Write(parsed.GetValue(_json) ? report.ToJson() : report.ToText(Terminal));
        }

        return Array.TrueForAll(reports, report => report.IsUsable) ? ExitCode.Done : ExitCode.Surroundings;
    }

    private async Task<BackendReport> ExamineAsync(IBackend backend)
    {
        try
        {
            return new BackendReport(backend.Name, await backend.DescribeAsync(Session.Signals.Stop), null, null);
        }
        catch (BackendException failure)
        {
            return new BackendReport(backend.Name, new BackendDescription(), failure.Message, failure.Hint);
        }
    }
}
