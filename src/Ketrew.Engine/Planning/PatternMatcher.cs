using System.IO.Enumeration;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Engine.Planning;

/// <summary>Answers which targets a person means by the words of a command line.</summary>
internal sealed class PatternMatcher(TargetGraph graph)
{
    private const string TagPrefix = "tag:";

    public List<int> Roots { get; } = [];

    public List<Diagnostic> Diagnostics { get; } = [];

    public void Match(IEnumerable<string> patterns)
    {
        bool isEmpty = true;
        foreach (string pattern in patterns)
        {
            isEmpty = false;
            MatchOne(pattern);
        }

        if (isEmpty)
        {
            Roots.AddRange(graph.Defaults);
        }
    }

    private void MatchOne(string pattern)
    {
        int before = Roots.Count;
        if (graph.TryFind(new TargetId(pattern), out int index))
        {
            Roots.Add(index);
        }
        else if (pattern.StartsWith(TagPrefix, StringComparison.Ordinal))
        {
            string tag = pattern[TagPrefix.Length..];
            AddWhere(i => graph[i].Tags.AsSpan().Contains(tag));
        }
        else if (pattern.Contains('*', StringComparison.Ordinal))
        {
            AddWhere(i => FileSystemName.MatchesSimpleExpression(pattern, graph[i].Id.Value, ignoreCase: false));
        }
        else if (ProjectPath.TryParse(pattern, ProjectPath.Root, out ProjectPath path, out _) && graph.TryFindProducer(path, out int producer))
        {
            Roots.Add(producer);
        }

        if (Roots.Count == before)
        {
            Diagnostics.Add(GraphDiagnostics.UnknownPattern(pattern, NearestName.Of(pattern, Names())));
        }
    }

    private void AddWhere(Predicate<int> condition)
    {
        for (int i = 0; i < graph.Count; i++)
        {
            if (condition(i))
            {
                Roots.Add(i);
            }
        }
    }

    private IEnumerable<string> Names()
    {
        for (int i = 0; i < graph.Count; i++)
        {
            yield return graph[i].Id.Value;
            foreach (ProjectPath output in graph[i].Outputs)
            {
                yield return output.Value;
            }

            foreach (string tag in graph[i].Tags)
            {
                yield return TagPrefix + tag;
            }
        }
    }
}
