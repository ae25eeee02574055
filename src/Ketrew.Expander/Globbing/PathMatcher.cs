using Ketrew.Sdk;

namespace Ketrew.Expander.Globbing;

/// <summary>One pattern without braces and <c>!</c>, ready to match. A state is the number of components already matched.</summary>
internal sealed class PathMatcher
{
    // Null is `**`.
    private readonly SegmentMatcher?[] _segments;

    private PathMatcher(SegmentMatcher?[] segments) => _segments = segments;

    /// <summary>The state after the last component: the path matches.</summary>
    public int End => _segments.Length;

    /// <summary>Reads a pattern, its braces expanded.</summary>
    /// <param name="pattern">Normalized, without <c>!</c>.</param>
    public static IEnumerable<PathMatcher> Parse(string pattern) =>
        BraceExpansion.Expand(pattern).Select(expanded => new PathMatcher(
            [.. GlobSyntax.Split(expanded).Where(part => part is not ("" or ".")).Select(part => part == "**" ? null : SegmentMatcher.Parse(part))]));

    /// <summary>The name that the component at a state spells; null when it has wildcards.</summary>
    public string? LiteralAt(int state) => state < _segments.Length ? _segments[state]?.Literal : null;

    /// <summary>The name that the component at a state spells, when more components follow; null otherwise.</summary>
    public string? SpelledDirectory(int state) => state < _segments.Length - 1 ? LiteralAt(state) : null;

    /// <summary>True when the component at a state is this name without wildcards.</summary>
    public bool Spells(int state, string name) => LiteralAt(state) == name;

    /// <summary>True when everything below a directory at this state is matched.</summary>
    public bool MatchesEverything(int state) => state == _segments.Length - 1 && _segments[state] is null;

    /// <summary>Adds the states after one more component of the path.</summary>
    /// <param name="states">Where a directory stands.</param>
    /// <param name="name">The component.</param>
    /// <param name="next">Where the component stands; every state once.</param>
    public void Advance(List<int> states, ReadOnlySpan<char> name, List<int> next)
    {
        foreach (int state in states)
        {
            if (state < _segments.Length && _segments[state] is null)
            {
                AddWithSkips(state, next);
                AddEnd(state, next);
            }
            else if (state < _segments.Length && _segments[state]!.IsMatch(name))
            {
                AddWithSkips(state + 1, next);
            }
        }
    }

    /// <summary>The states before the first component.</summary>
    public List<int> Start()
    {
        List<int> states = [];
        AddWithSkips(0, states);
        return states;
    }

    // A last `**` matches what is below its directory, not the directory.
    private void AddEnd(int state, List<int> states)
    {
        if (MatchesEverything(state) && !states.Contains(End))
        {
            states.Add(End);
        }
    }

    // `**` also matches no directory at all: the states behind it are reached together with it.
    private void AddWithSkips(int state, List<int> states)
    {
        while (true)
        {
            if (!states.Contains(state))
            {
                states.Add(state);
            }

            if (state >= _segments.Length - 1 || _segments[state] is not null)
            {
                return;
            }

            state++;
        }
    }
}
