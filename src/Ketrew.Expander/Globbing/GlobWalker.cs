using Ketrew.Sdk;

namespace Ketrew.Expander.Globbing;

/// <summary>Finds the files that a pattern means, entering only directories where one can be.</summary>
/// <param name="list">What a directory holds, in any order; nothing for what is no directory. Keep its answers: a directory is asked for by each walk, and must not change between walks.</param>
internal sealed class GlobWalker(Func<ProjectPath, IReadOnlyList<DirectoryEntry>> list)
{
    private readonly Dictionary<ProjectPath, Dictionary<string, DirectoryEntry>> _byName = [];

    /// <summary>The files, in ordinal order of their paths.</summary>
    /// <param name="pattern">What to find.</param>
    /// <remarks>Links to files are files. Links to directories are entered where the pattern spells their name, never for wildcards.</remarks>
    public ValueList<ProjectPath> Walk(GlobPattern pattern)
    {
        GlobMatcher matcher = new(pattern);
        List<ProjectPath> found = [];
        Descend(ProjectPath.Root, Start(matcher.Included), Start(matcher.Excluded), found);
        found.Sort();
        return [.. found];
    }

    // Directories that the pattern spells are gone through without looking at what else is in them.
    private void Descend(ProjectPath directory, List<Progress> included, List<Progress> excluded, List<ProjectPath> found)
    {
        while (included is [{ States: [var state] } only] && only.Matcher.SpelledDirectory(state) is { } name)
        {
            included = Advance(included, name);
            excluded = Advance(excluded, name);
            directory /= name;
            if (GlobMatcher.IsHidden(name) || excluded.Exists(progress => progress.IsAtEnd))
            {
                return;
            }
        }

        Visit(directory, included, excluded, found);
    }

    private void Visit(ProjectPath directory, List<Progress> included, List<Progress> excluded, List<ProjectPath> found)
    {
        foreach (DirectoryEntry entry in Candidates(directory, included))
        {
            if (entry.Kind == EntryKind.Other || GlobMatcher.IsHidden(entry.Name))
            {
                continue;
            }

            List<Progress> next = Advance(entry.Kind == EntryKind.DirectoryLink ? Spelled(included, entry.Name) : included, entry.Name);
            if (next.Count == 0)
            {
                continue;
            }

            List<Progress> nextExcluded = Advance(excluded, entry.Name);
            if (nextExcluded.Exists(progress => progress.IsAtEnd))
            {
                continue;
            }

            ProjectPath path = directory / entry.Name;
            if (entry.Kind != EntryKind.File)
            {
                Enter(path, next, nextExcluded, found);
            }
            else if (next.Exists(progress => progress.IsAtEnd))
            {
                found.Add(path);
            }
        }
    }

    // Thousands of patterns that spell their directories must not look at each name of each directory.
    private IEnumerable<DirectoryEntry> Candidates(ProjectPath directory, List<Progress> included)
    {
        HashSet<string>? names = SpelledNames(included);
        return names is null
            ? list(directory)
            : names.Where(NamesOf(directory).ContainsKey).Select(name => NamesOf(directory)[name]);
    }

    // Null when a wildcard stands at this level.
    private static HashSet<string>? SpelledNames(List<Progress> included)
    {
        HashSet<string> names = [];
        foreach (Progress progress in included)
        {
            foreach (int state in progress.States.Where(state => state < progress.Matcher.End))
            {
                if (progress.Matcher.LiteralAt(state) is not { } name)
                {
                    return null;
                }

                names.Add(name);
            }
        }

        return names;
    }

    private Dictionary<string, DirectoryEntry> NamesOf(ProjectPath directory)
    {
        if (!_byName.TryGetValue(directory, out Dictionary<string, DirectoryEntry>? names))
        {
            // Names that are no UTF-8 may look alike.
            names = list(directory).DistinctBy(entry => entry.Name).ToDictionary(entry => entry.Name, StringComparer.Ordinal);
            _byName.Add(directory, names);
        }

        return names;
    }

    private void Enter(ProjectPath directory, List<Progress> included, List<Progress> excluded, List<ProjectPath> found)
    {
        if (included.Exists(progress => progress.CanGoOn) && !excluded.Exists(progress => progress.TakesEverything))
        {
            Visit(directory, included, excluded, found);
        }
    }

    private static List<Progress> Start(IEnumerable<PathMatcher> matchers) =>
        [.. matchers.Select(matcher => new Progress(matcher, matcher.Start()))];

    private static List<Progress> Spelled(List<Progress> progress, string name) =>
        [.. progress.Select(one => one with { States = one.States.FindAll(state => one.Matcher.Spells(state, name)) })];

    private static List<Progress> Advance(List<Progress> progress, string name)
    {
        List<Progress> next = [];
        foreach (Progress one in progress)
        {
            List<int> states = [];
            one.Matcher.Advance(one.States, name, states);
            if (states.Count > 0)
            {
                next.Add(new Progress(one.Matcher, states));
            }
        }

        return next;
    }

    private sealed record Progress(PathMatcher Matcher, List<int> States)
    {
        public bool IsAtEnd => States.Contains(Matcher.End);

        public bool CanGoOn => States.Exists(state => state < Matcher.End);

        public bool TakesEverything => States.Exists(Matcher.MatchesEverything);
    }
}
