using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.Engine.Checking;
using Ketrew.Engine.Storage;
using Ketrew.Expander.Expansion;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew explain</c>: why a target exists, and why it would or would not run.</summary>
internal sealed class ExplainVerb : Verb
{
    private readonly Argument<string[]> _targets = new("TARGETS") { Description = "Names, patterns, tags or outputs", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object per target" };

    public ExplainVerb(Session session)
        : base("explain", "Say why a target exists, and why it would or would not run", session)
    {
        Add(_targets);
        Add(_json);
        AddWorkflowOptions();
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew explain report", "from the plugin's line over the field and its stanza to the `plugins:` entry, then its state"),
        ("ketrew explain out/report.html", "the target that writes a file"),
    ];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        if (await LoadAsync(parsed) is not { } workflow
            || workflow.Select(Session, parsed.GetValue(_targets) ?? []) is not { } selection)
        {
            return ExitCode.BadInput;
        }

        using StateStore store = workflow.Location.OpenStateToRead();
        Inspection inspection = Inspection.Of(selection, store, TimeProvider.System);
        StanzaReports stanzas = new(workflow.Expansion);
        foreach (int target in selection.Roots)
        {
            if (parsed.GetValue(_json))
            {
                Terminal.Print(JsonLine.Of(writer => ExplanationJson.Write(writer, inspection, target, stanzas)));
            }
            else
            {
                new ExplanationPrinter(Terminal, inspection, stanzas).Print(target);
            }
        }

        return ExitCode.Done;
    }
}
