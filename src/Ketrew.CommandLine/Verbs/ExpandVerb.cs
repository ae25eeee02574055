using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.CommandLine.Unchanged;
using Ketrew.CommandLine.Watching;
using Ketrew.Expander;
using Ketrew.Expander.Determinism;
using Ketrew.Expander.Promotion;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew expand</c>: what the workflow stands for, and whether that is what was promoted.</summary>
internal sealed class ExpandVerb : Verb
{
    private readonly Option<bool> _promote = new("--promote") { Description = "Write workflow.expanded.yaml beside each workflow file" };
    private readonly Option<bool> _keep = new("--keep-intermediate") { Description = "With --promote, --diff or --check: each level of expansion, too" };
    private readonly Option<bool> _diff = new("--diff") { Description = "Show how the promoted files differ; write nothing" };
    private readonly Option<bool> _check = new("--check") { Description = "Exit with 1 when a promoted file is not what would be written" };
    private readonly Option<bool> _unpromote = new("--unpromote") { Description = "Delete the promoted files" };
    private readonly Option<string?> _eject = new("--eject") { Description = "Replace a stanza in its file, for good: its kind, or FILE:LINE", HelpName = "STANZA" };
    private readonly Option<bool> _explain = new("--explain") { Description = "Say per stanza why it was expanded, or why it wasn't" };
    private readonly Option<bool> _json = new("--json") { Description = "With --explain: print one JSON object per stanza" };
    private readonly Option<bool> _determinism = new("--check-determinism") { Description = "Expand again in other surroundings; exit with 1 when that differs" };
    private readonly Option<bool> _force = new("--force") { Description = "With --promote or --unpromote: lose what was edited by hand" };
    private readonly Option<bool> _watch = new("--watch", "-w") { Description = "Go on: show what differs, or with --promote write it, whenever a file changes" };

    public ExpandVerb(Session session)
        : base("expand", "Show the plain targets that the workflow stands for", session)
    {
        Add(_promote);
        Add(_keep);
        Add(_diff);
        Add(_check);
        Add(_unpromote);
        Add(_eject);
        Add(_explain);
        Add(_json);
        Add(_determinism);
        Add(_force);
        Add(_watch);
        AddWorkflowOptions();
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew expand", "print the plan as YAML; write nothing"),
        ("ketrew expand --explain", "per stanza: taken from the cache, or which answer changed"),
        ("ketrew expand --promote", "keep the plan in workflow.expanded.yaml"),
        ("ketrew expand --watch", "print the plan, and after each edit what became of it, until Ctrl-C"),
        ("ketrew expand --check", "in CI: is what was promoted still true?"),
        ("ketrew expand --eject workflow.yaml:12", "write a stanza out by hand from now on"),
    ];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        RefuseSeveral(parsed);
        if (parsed.GetValue(_unpromote))
        {
            return new Promotion(Terminal).Delete(Workflow.OptionsFor(Session, Locate(parsed)), parsed.GetValue(_force));
        }

        if (parsed.GetValue(_watch))
        {
            return await WatchAsync(parsed);
        }

        Workflow? workflow = await LoadAsync(parsed);
        return workflow switch
        {
            null => ExitCode.BadInput,
            _ when !workflow.Expansion.Late.IsEmpty && NeedsAll(parsed) => RefusePart(),
            _ when parsed.GetValue(_json) => Print(parsed, workflow, ExpansionReport.JsonOf(workflow.Expansion)),
            _ when parsed.GetValue(_explain) => Print(parsed, workflow, ExpansionReport.TextOf(workflow.Expansion)),
            _ when parsed.GetValue(_determinism) => await CheckDeterminismAsync(workflow, Workflow.OptionsFor(Session, workflow.Location)),
            _ when parsed.GetValue(_eject) is { } stanza => new Ejecting(Terminal).Run(workflow.Expansion, stanza, parsed.GetValue(_diff)),
            _ when IsPlain(parsed) => Print(parsed, workflow, TextOf(workflow.Expansion.Files.Value)),
            _ => Show(parsed, workflow.Expansion),
        };
    }

    // What is printed then depends on nothing but what the expansion saw.
    private bool IsPlain(ParseResult parsed) => !Array.Exists([_promote, _keep, _diff, _check, _force], parsed.GetValue);

    private int Print(ParseResult parsed, Workflow workflow, string text)
    {
        Terminal.Write(text);
        Terminal.Flush();
        bool explains = parsed.GetValue(_explain);
        UnchangedExpansion.Keep(workflow, KeyOf(parsed, [], PlainExpandArguments.VerbOf(explains, parsed.GetValue(_json))), explains, text);
        return ExitCode.Done;
    }

    private int Show(ParseResult parsed, ExpansionResult expansion)
    {
        if (parsed.GetValue(_promote))
        {
            return Promote(parsed, expansion);
        }

        Promotion promotion = new(Terminal);
        IReadOnlyList<ExpandedFile> files = FilesOf(parsed, expansion);
        return parsed switch
        {
            _ when parsed.GetValue(_check) => promotion.Check(files, PromotedTree.LeftOver(expansion, files), parsed.GetValue(_diff)),
            _ when parsed.GetValue(_diff) => promotion.PrintDifferences(files),
            _ => Print(TextOf(files)),
        };
    }

    private int Promote(ParseResult parsed, ExpansionResult expansion, bool withUnchanged = true)
    {
        IReadOnlyList<ExpandedFile> files = FilesOf(parsed, expansion);
        return new Promotion(Terminal).Write(files, PromotedTree.LeftOver(expansion, files), parsed.GetValue(_force), withUnchanged);
    }

    private IReadOnlyList<ExpandedFile> FilesOf(ParseResult parsed, ExpansionResult expansion) =>
        parsed.GetValue(_keep) ? [.. PromotedTree.Levels(expansion), .. expansion.Files.Value] : expansion.Files.Value;

    private Task<int> WatchAsync(ParseResult parsed)
    {
        WatchedPlan plan = new(Terminal, files => Print(TextOf(files)));
        bool isFirst = true;
        return new ExpansionWatch(Session, Locate(parsed).Root).RunAsync(() => LoadAsync(parsed), workflow =>
        {
            bool withUnchanged = isFirst;
            isFirst = false;
            if (!parsed.GetValue(_promote))
            {
                plan.Show(FilesOf(parsed, workflow.Expansion));
                return ExitCode.Done;
            }

            return workflow.Expansion.Late.IsEmpty ? Promote(parsed, workflow.Expansion, withUnchanged) : RefusePart();
        });
    }

    private bool NeedsAll(ParseResult parsed) => parsed.GetValue(_promote) || parsed.GetValue(_check) || parsed.GetValue(_eject) is not null;

    // Which targets have to be made first was told.
    private int RefusePart()
    {
        Terminal.PrintError("what the workflow stands for isn't all known yet, so nothing is compared or written");
        return ExitCode.BadInput;
    }

    // Two of them were hardly meant; doing one in silence would be a surprise.
    private void RefuseSeveral(ParseResult parsed)
    {
        Option[] modes = [_promote, _check, _unpromote, _eject, _explain, _determinism];
        if (modes.Where(mode => parsed.GetResult(mode) is { Implicit: false }).Take(2).ToArray() is [var one, var other])
        {
            throw new InputException($"`{one.Name}` and `{other.Name}` exclude each other", "ketrew expand --help");
        }

        Option[] once = [_diff, _check, _unpromote, _eject, _explain, _determinism];
        if (parsed.GetValue(_watch) && Array.Find(once, mode => parsed.GetResult(mode) is { Implicit: false }) is { } refused)
        {
            throw new InputException($"`--watch` shows the plan, or promotes it: not with `{refused.Name}`", "ketrew expand --watch --promote");
        }

        if (parsed.GetValue(_json) && !parsed.GetValue(_explain))
        {
            throw new InputException("`--json` goes with `--explain`", "ketrew expand --explain --json");
        }

        if (parsed.GetValue(_promote) && FileOf(parsed) is { } file && file.EndsWith(".expanded.yaml", StringComparison.Ordinal))
        {
            throw new InputException($"`{file}` is what `--promote` writes", "name the file that it was made from");
        }
    }

    private async Task<int> CheckDeterminismAsync(Workflow workflow, ExpanderOptions options)
    {
        ValueList<Diagnostic> problems = await DeterminismCheck.OfAsync(options, workflow.Expansion, Session.Signals.Stop);
        new DiagnosticPrinter(Terminal, workflow.Location.Root).Print([.. problems.Except(workflow.Expansion.Diagnostics)]);
        if (problems.IsEmpty)
        {
            string platforms = DeterminismCheck.DescribePlatforms(workflow.Expansion);
            Terminal.Print($"{StateText.Count(workflow.Expansion.Stanzas.Count, "custom stanza")}: the same questions and stanzas in another process, order, culture and time zone{(platforms.Length == 0 ? "" : $", the same stanzas on {platforms}")}");
        }

        return problems.IsEmpty ? ExitCode.Done : ExitCode.Failed;
    }

    private int Print(string text)
    {
        Terminal.Write(text);
        return ExitCode.Done;
    }

    private static string TextOf(IReadOnlyList<ExpandedFile> files) =>
        files is [var only] ? only.ReadableText : string.Concat(files.Select(file => $"# {file.Source}\n{file.ReadableText}"));
}
