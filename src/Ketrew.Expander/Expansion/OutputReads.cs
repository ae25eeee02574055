using Ketrew.Expander.Caching;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Lowering;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Observations;

namespace Ketrew.Expander.Expansion;

/// <summary>Finds stanzas that read what targets write without saying so: their expansion would depend on whether the target ran before.</summary>
/// <param name="outputs">Who writes what.</param>
internal sealed class OutputReads(OutputIndex outputs)
{
    private readonly Dictionary<Question, ProjectPath?> _seen = [];

    /// <summary>Checks everything that a tree of stanzas asked.</summary>
    /// <param name="root">A written stanza.</param>
    /// <returns>One for each stanza that reads an output, about the first one.</returns>
    public IEnumerable<Diagnostic> Check(StanzaUse root)
    {
        foreach (StanzaUse use in root.Tree())
        {
            foreach (Observation observation in use.Record?.Observations ?? [])
            {
                if (Find(observation.Question) is { } path && outputs.WriterOf(path)?.Id is { } target)
                {
                    string line = use.Definition!.Code.LineOf(observation.PluginLine);
                    yield return StanzaPlaces.Place(use, ExpansionProblem.ReadsOutput(use, observation.Question, line, path, target));
                    break;
                }
            }
        }
    }

    private ProjectPath? Find(Question question)
    {
        if (!_seen.TryGetValue(question, out ProjectPath? found))
        {
            found = Look(question);
            _seen.Add(question, found);
        }

        return found;
    }

    private ProjectPath? Look(Question question) => question switch
    {
        Question.ReadText asked => Output(asked.Path),
        Question.ReadBytes asked => Output(asked.Path),
        Question.ReadValue asked => Output(asked.Path),
        Question.Lines asked => Output(asked.Path),
        Question.Exists asked => Output(asked.Path),
        Question.List asked => Output(asked.Directory) ?? First(outputs.Match(InDirectory(asked.Directory))),
        Question.Glob asked => First(outputs.Match(asked.Pattern)),
        Question.RunTool asked => asked.Inputs.Select(Output).FirstOrDefault(path => path is not null),
        _ => null,
    };

    private static GlobPattern InDirectory(ProjectPath directory) => new([directory.IsRoot ? "*" : $"{GlobSyntax.Escape(directory.Value)}/*"]);

    private ProjectPath? Output(ProjectPath path)
    {
        if (outputs.IsWritten(path))
        {
            return path;
        }

        return null;
    }

    // Not with `FirstOrDefault`: the default of a path is the root.
    private static ProjectPath? First(IEnumerable<ProjectPath> paths)
    {
        foreach (ProjectPath path in paths)
        {
            return path;
        }

        return null;
    }
}
