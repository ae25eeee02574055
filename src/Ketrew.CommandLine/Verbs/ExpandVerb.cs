using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Expander.Promotion;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew expand</c>: what the workflow stands for, and whether that is what was promoted.</summary>
internal sealed class ExpandVerb : Verb
{
    private readonly Option<bool> _promote = new("--promote") { Description = "Write workflow.expanded.yaml beside each workflow file" };
    private readonly Option<bool> _diff = new("--diff") { Description = "Show how the promoted files differ; write nothing" };
    private readonly Option<bool> _check = new("--check") { Description = "Exit with 1 when a promoted file is not what would be written" };
    private readonly Option<bool> _explain = new("--explain") { Description = "Say per stanza why it was expanded, or why it wasn't" };
    private readonly Option<bool> _force = new("--force") { Description = "With --promote: overwrite blocks edited by hand" };

    public ExpandVerb(Session session)
        : base("expand", "Show the plain targets that the workflow stands for", session)
    {
        Add(_promote);
        Add(_diff);
        Add(_check);
        Add(_explain);
        Add(_force);
        AddWorkflowOptions();
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew expand", "print the plan as YAML; write nothing"),
        ("ketrew expand --explain", "per stanza: taken from the cache, or which answer changed"),
        ("ketrew expand --promote", "keep the plan in workflow.expanded.yaml"),
        ("ketrew expand --check", "in CI: is what was promoted still true?"),
    ];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        Workflow? workflow = await LoadAsync(parsed);
        if (workflow is null)
        {
            return ExitCode.BadInput;
        }

        if (parsed.GetValue(_explain))
        {
            return new ExpansionReport(Terminal).Print(workflow.Expansion);
        }

        IReadOnlyList<ExpandedFile> files = workflow.Expansion.Files.Value;
        Promotion promotion = new(Terminal);
        return parsed switch
        {
            _ when parsed.GetValue(_check) => promotion.Check(files, parsed.GetValue(_diff)),
            _ when parsed.GetValue(_diff) => promotion.PrintDifferences(files),
            _ when parsed.GetValue(_promote) => promotion.Write(files, parsed.GetValue(_force)),
            _ => Print(files),
        };
    }

    private int Print(IReadOnlyList<ExpandedFile> files)
    {
        foreach (ExpandedFile file in files)
        {
            if (files.Count > 1)
            {
                Terminal.Print($"# {file.Source}");
            }

            Terminal.Write(file.ReadableText);
        }

        return ExitCode.Done;
    }
}
