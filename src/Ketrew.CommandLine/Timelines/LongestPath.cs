using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Timelines;

/// <summary>What made a run as long as it was: from what ended last back to the need that released it, and so on.</summary>
internal sealed class LongestPath
{
    private readonly IReadOnlyList<AttemptBar> _bars;
    private readonly Dictionary<(TargetId Target, int Number), int> _byNumber = [];
    private readonly Dictionary<TargetId, int> _last = [];

    private LongestPath(IReadOnlyList<AttemptBar> bars)
    {
        _bars = bars;
        for (int i = 0; i < bars.Count; i++)
        {
            AttemptRecord attempt = bars[i].Attempt;
            _byNumber[(attempt.Id.Target, attempt.Id.Number)] = i;
            if (!_last.TryGetValue(attempt.Id.Target, out int other) || bars[other].Attempt.Id.Number < attempt.Id.Number)
            {
                _last[attempt.Id.Target] = i;
            }
        }
    }

    /// <summary>The path, its beginning first; empty when nothing ran.</summary>
    /// <param name="bars">Of one run.</param>
    /// <param name="start">When that run began.</param>
    public static ValueList<PathStep> Of(IReadOnlyList<AttemptBar> bars, DateTimeOffset start)
    {
        if (bars.Count == 0)
        {
            return [];
        }

        List<int> path = new LongestPath(bars).Follow(IndexOfLast(bars));
        List<PathStep> steps = [];
        DateTimeOffset before = start;
        foreach (int index in Enumerable.Reverse(path))
        {
            AttemptBar bar = bars[index];
            steps.Add(new PathStep(index, bar, bar.Ready > before ? bar.Ready - before : TimeSpan.Zero));
            before = bar.To;
        }

        return [.. steps];
    }

    private static int IndexOfLast(IReadOnlyList<AttemptBar> bars)
    {
        int last = 0;
        for (int i = 1; i < bars.Count; i++)
        {
            last = bars[i].To > bars[last].To ? i : last;
        }

        return last;
    }

    private List<int> Follow(int index)
    {
        List<int> path = [index];
        // The state may have been written by anybody; a circle in it must not hang us.
        HashSet<int> seen = [index];
        while (Before(_bars[path[^1]].Attempt) is { } before && seen.Add(before))
        {
            path.Add(before);
        }

        return path;
    }

    private int? Before(AttemptRecord attempt) =>
        _byNumber.TryGetValue((attempt.Id.Target, attempt.Id.Number - 1), out int failed) ? failed
        : attempt.ReleasedBy is { } need && _last.TryGetValue(need, out int released) ? released
        : null;
}
