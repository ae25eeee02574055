using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Globbing;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Language.Lowering;

/// <summary>Turns the inputs of targets into paths: those on disk that nobody writes, and those that some target declares.</summary>
/// <param name="outputs">Who writes what.</param>
/// <param name="glob">The files on disk that a pattern means.</param>
/// <param name="diagnostics">Where problems go.</param>
internal sealed class InputResolver(OutputIndex outputs, Func<GlobPattern, ValueList<ProjectPath>> glob, List<Diagnostic> diagnostics)
{
    private readonly Dictionary<GlobPattern, ProjectPath[]> _answers = [];

    /// <summary>The inputs of a target, standard input included, in ordinal order, every path once.</summary>
    /// <param name="stanza">A target.</param>
    public ValueList<ProjectPath> Resolve(LoweredStanza stanza)
    {
        List<ProjectPath> paths = new(stanza.Draft.Inputs.Count + 1);
        List<string>? patterns = null;
        foreach (Located<Input> input in stanza.Draft.Inputs.AsSpan())
        {
            if (input.Value.Pattern is { } pattern)
            {
                (patterns ??= []).Add(pattern);
            }
            else
            {
                paths.Add(input.Value.Path);
            }
        }

        if (patterns is not null)
        {
            AddMatches(stanza, patterns, paths);
        }

        CheckOwnOutputs(stanza, paths);
        if (stanza.Draft.StandardInput is { } standardInput)
        {
            paths.Add(standardInput.Value);
        }

        return Sort(paths);
    }

    private static ValueList<ProjectPath> Sort(List<ProjectPath> paths)
    {
        paths.Sort();
        int count = 0;
        for (int i = 0; i < paths.Count; i++)
        {
            if (count == 0 || paths[count - 1] != paths[i])
            {
                paths[count++] = paths[i];
            }
        }

        paths.RemoveRange(count, paths.Count - count);
        return [.. paths];
    }

    private void AddMatches(LoweredStanza stanza, List<string> patterns, List<ProjectPath> paths)
    {
        GlobPattern whole = new([.. patterns]);
        if (patterns.TrueForAll(pattern => pattern.StartsWith('!')))
        {
            if (paths.Count == 0)
            {
                diagnostics.Add(stanza.Blame(one => one.Draft.InputsNode?.Span, at => Problem.OnlyExclusions(at)));
            }
        }

        if (patterns.Exists(pattern => pattern.StartsWith('!')))
        {
            GlobMatcher matcher = new(new GlobPattern(["**", .. patterns.Where(pattern => pattern.StartsWith('!'))]));
            paths.RemoveAll(path => !matcher.IsMatch(path));
        }

        if (!patterns.Exists(pattern => !pattern.StartsWith('!')))
        {
            return;
        }

        ProjectPath[] answer = Answer(whole);
        if (answer.Length == 0)
        {
            diagnostics.Add(stanza.Blame(FirstPattern, at => Problem.NothingMatches(at, patterns.FirstOrDefault(pattern => !pattern.StartsWith('!')) ?? patterns[0])));
        }

        // A target that globs the directory it writes to means the others.
        HashSet<ProjectPath> own = [.. stanza.Outputs.Select(output => output.Value)];
        paths.AddRange(answer.Where(path => !own.Contains(path)));
    }

    private ProjectPath[] Answer(GlobPattern pattern)
    {
        if (!_answers.TryGetValue(pattern, out ProjectPath[]? answer))
        {
            answer = [.. glob(pattern).Where(path => !outputs.IsWritten(path)), .. outputs.Match(pattern)];
            _answers.Add(pattern, answer);
        }

        return answer;
    }

    private void CheckOwnOutputs(LoweredStanza stanza, List<ProjectPath> inputs)
    {
        if (inputs.Count == 0 || stanza.Id is not { } id)
        {
            return;
        }

        foreach (Located<ProjectPath> output in stanza.Outputs.AsSpan())
        {
            if (inputs.Contains(output.Value))
            {
                diagnostics.Add(stanza.Blame(one => InputSpan(one, output.Value), at => Problem.ReadsOwnOutput(at, output.Value, id)));
            }
        }
    }

    private static SourceSpan? FirstPattern(LoweredStanza stanza)
    {
        foreach (Located<Input> input in stanza.Draft.Inputs)
        {
            if (input.Value.Pattern is not null)
            {
                return input.Span;
            }
        }

        return null;
    }

    private static SourceSpan? InputSpan(LoweredStanza stanza, ProjectPath path)
    {
        foreach (Located<Input> input in stanza.Draft.Inputs)
        {
            if (input.Value.Pattern is null && input.Value.Path == path)
            {
                return input.Span;
            }
        }

        return null;
    }
}
