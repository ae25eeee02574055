using System.CommandLine;
using Ketrew.CommandLine.Output;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew graph</c>: who needs whom.</summary>
internal sealed class GraphVerb : Verb
{
    private readonly Argument<string[]> _targets = new("TARGETS") { Description = "Only these and what they need (default: what `ketrew run` builds)", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> _format = new("--format") { Description = "text, dot or mermaid (default: text)", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };

    public GraphVerb(Session session)
        : base("graph", "Show which target needs which", session)
    {
        _format.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: not ("text" or "dot" or "mermaid") and var format }])
            {
                result.AddError($"`{format}` is no format: `text`, `dot` or `mermaid`");
            }
        });
        Add(_targets);
        Add(_format);
        AddWorkflowOptions();
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew graph", "as a tree"),
        ("ketrew graph --format dot | dot -Tsvg", "as a picture, with Graphviz"),
        ("ketrew graph report --format mermaid", "one target and its needs, for a Markdown page"),
    ];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        if (await LoadAsync(parsed) is not { } workflow
            || workflow.Select(Session, parsed.GetValue(_targets) ?? []) is not { } selection)
        {
            return ExitCode.BadInput;
        }

        Terminal.Write(parsed.GetValue(_format) switch
        {
            "dot" => GraphText.Dot(selection),
            "mermaid" => GraphText.Mermaid(selection),
            _ => GraphText.Tree(selection),
        });
        return ExitCode.Done;
    }
}
