using Ketrew.Sdk;

namespace Ketrew.Expander.Globbing;

/// <summary>Answers whether a pattern means a file, from the path's text alone.</summary>
internal sealed class GlobMatcher
{
    private readonly PathMatcher[] _included;
    private readonly PathMatcher[] _excluded;

    /// <summary>Prepares a pattern.</summary>
    /// <param name="pattern">What to match.</param>
    public GlobMatcher(GlobPattern pattern)
    {
        _included = [.. pattern.Patterns.Where(text => text is not ['!', ..]).SelectMany(PathMatcher.Parse)];
        _excluded = [.. pattern.Patterns.Where(text => text is ['!', ..]).SelectMany(text => PathMatcher.Parse(text[1..]))];
    }

    internal IReadOnlyList<PathMatcher> Included => _included;

    internal IReadOnlyList<PathMatcher> Excluded => _excluded;

    /// <summary>True for the directories that no pattern enters: version control's and our own.</summary>
    /// <param name="name">One component of a path.</param>
    public static bool IsHidden(ReadOnlySpan<char> name) => name is ".git" or ".ketrew";

    /// <summary>True when the pattern means this file.</summary>
    /// <param name="path">A file of the project; it need not exist.</param>
    public bool IsMatch(ProjectPath path)
    {
        string[] names = path.Value.Split('/');
        return !path.IsRoot
            && !names.Any(name => IsHidden(name))
            && _included.Any(matcher => Matches(matcher, names, anyDepth: false))
            && !_excluded.Any(matcher => Matches(matcher, names, anyDepth: true));
    }

    private static bool Matches(PathMatcher matcher, string[] names, bool anyDepth)
    {
        List<int> states = matcher.Start();
        foreach (string name in names)
        {
            List<int> next = [];
            matcher.Advance(states, name, next);
            if (next.Count == 0)
            {
                return false;
            }

            if (anyDepth && next.Contains(matcher.End))
            {
                return true;
            }

            states = next;
        }

        return states.Contains(matcher.End);
    }
}
