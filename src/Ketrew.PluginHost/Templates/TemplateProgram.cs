using Ketrew.PluginHost.Scripting;
using Ketrew.Sdk.Templates;

namespace Ketrew.PluginHost.Templates;

/// <summary>The texts of a template, read: everything wrong with any of them is known before one is used.</summary>
internal sealed class TemplateProgram
{
    private readonly Dictionary<int, Template> _texts = [];
    private readonly Dictionary<int, Expression> _expressions = [];
    private readonly List<ScriptProblem> _problems = [];

    private TemplateProgram()
    {
    }

    /// <summary>The statements that run first; null for none.</summary>
    public Template? Script { get; private set; }

    /// <summary>In the order of the places.</summary>
    public IReadOnlyList<TemplateFailure> Problems => [.. _problems.Select(TemplateFailure.Of).OrderBy(failure => failure.Place.Place).ThenBy(failure => failure.Place.Offset)];

    /// <summary>Reads all texts of a template.</summary>
    public static TemplateProgram Read(TemplateDefinition definition)
    {
        TemplateProgram program = new();
        if (definition.Script is { } script)
        {
            program.Script = Statements(script, program._problems);
        }

        program.Read(definition.Expand);
        return program;
    }

    /// <summary>The text at a place.</summary>
    public Template TextAt(int place) => _texts[place];

    /// <summary>The expression at a place.</summary>
    public Expression ExpressionAt(int place) => _expressions[place];

    private void Read(TemplateNode? node)
    {
        switch (node)
        {
            case TemplateNode.Text text:
                Read(text.Place, text.Source);
                break;
            case TemplateNode.List list:
                Array.ForEach(list.Items, Read);
                break;
            case TemplateNode.Mapping mapping:
                Array.ForEach(mapping.Entries, Read);
                break;
            case TemplateNode.For loop:
                Read(loop.In);
                Read(loop.Body);
                break;
            case TemplateNode.If choice:
                Read(choice.Condition);
                Read(choice.Then);
                Read(choice.Else);
                break;
            case TemplateNode.Let let:
                Array.ForEach(let.Variables, Read);
                Read(let.In);
                break;
            default:
                break;
        }
    }

    private void Read(TemplateEntry entry)
    {
        if (entry.HasExpressions)
        {
            Read(entry.Place, entry.Name);
        }

        Read(entry.Value);
    }

    private void Read(int place, string text) => _texts[place] = Template.Parse(text, TemplateFailure.PlaceOf(place, 0), _problems);

    private void Read(TemplateText text) =>
        _expressions[text.Place] = Expression.Parse(text.Source, TemplateFailure.PlaceOf(text.Place, text.Offset), _problems);

    // Statements alone are what stands between braces: those that are added here may not show in what is told.
    private static Template Statements(TemplateText script, List<ScriptProblem> problems)
    {
        const string Open = "{{";
        List<ScriptProblem> found = [];
        Template template = Template.Parse($"{Open}{script.Source}\n}}}}", TemplateFailure.PlaceOf(script.Place, script.Offset - Open.Length), found);
        int end = Open.Length + script.Source.TrimEnd().Length;
        problems.AddRange(found.Select(problem => problem with
        {
            Message = problem.Offset >= end ? problem.Message.Replace("`}}`", "the end", StringComparison.Ordinal) : problem.Message,
            Hint = problem.Hint?.Trim('{', '}', ' '),
            Offset = Math.Min(problem.Offset, end),
            Length = problem.Offset >= end ? 0 : problem.Length,
        }));
        return template;
    }
}
