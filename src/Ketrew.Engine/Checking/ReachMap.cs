using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Planning;

namespace Ketrew.Engine.Checking;

/// <summary>Which targets a run comes to: lazily, since what is done by its condition asks for nothing below it.</summary>
/// <param name="facts">Which targets run again whatever their condition says.</param>
/// <param name="files">Asks conditions as far as files tell.</param>
/// <param name="unfinished">Targets that an earlier attempt is at.</param>
internal sealed class ReachMap(ProjectFacts facts, FileConditions files, IReadOnlySet<int> unfinished)
{
    private readonly TargetGraph _graph = facts.Graph;
    private readonly Reach[] _reaches = new Reach[facts.Graph.Count];
    private readonly Dictionary<int, ConditionAnswer?> _answers = [];
    private readonly Stack<(int Target, Reach Reach)> _open = new();
    private List<int> _news = [];

    public Reach this[int target] => _reaches[target];

    /// <summary>True when the condition of a target holds, so that nothing is done for it.</summary>
    public bool IsAlreadyDone(int target) => _answers.GetValueOrDefault(target) is ConditionAnswer.Held;

    /// <summary>The part of a target's condition that does not hold, in words; null when that is not known without asking a command.</summary>
    public string? MissedPart(int target) => (_answers.GetValueOrDefault(target) as ConditionAnswer.Missed)?.Part;

    /// <summary>Asks for a target and all that follows.</summary>
    public void Ask(int target)
    {
        _open.Push((target, Reach.Asked));
        while (_open.TryPop(out (int Target, Reach Reach) next))
        {
            if (_reaches[next.Target] < next.Reach)
            {
                _reaches[next.Target] = next.Reach;
                Follow(next.Target, next.Reach);
                if (next.Reach is Reach.Asked)
                {
                    _news.Add(next.Target);
                }
            }
        }
    }

    /// <summary>What is asked for since the last call; each target once, in no order.</summary>
    public List<int> TakeNews()
    {
        List<int> news = _news;
        _news = [];
        return news;
    }

    private void Follow(int target, Reach reach)
    {
        // Nobody expects a failure, so what one would activate is not asked for.
        Push(_graph.OnSuccess(target), Reach.Perhaps);
        if (_graph[target].DoneWhen is null)
        {
            Push(_graph.Needs(target), reach);
            return;
        }

        switch (AnswerOf(target))
        {
            case ConditionAnswer.Held:
                break;
            case ConditionAnswer.Missed when !unfinished.Contains(target):
                Push(_graph.Needs(target), reach);
                break;
            default:
                Push(_graph.Needs(target), Reach.Perhaps);
                break;
        }
    }

    private ConditionAnswer? AnswerOf(int target)
    {
        if (!_answers.TryGetValue(target, out ConditionAnswer? answer))
        {
            answer = Ask(target, _graph[target].DoneWhen);
            _answers.Add(target, answer);
        }

        return answer;
    }

    private ConditionAnswer? Ask(int target, Sdk.Planning.Condition? condition)
    {
        if (condition is null || unfinished.Contains(target))
        {
            return null;
        }

        if (facts.IsForced(target))
        {
            return new ConditionAnswer.Missed("asked to run again");
        }

        try
        {
            return files.Ask(condition, hasRun: false);
        }
        catch (Exception failure) when (FileFaults.Is(failure))
        {
            // This target's trouble, told when its turn comes to run.
            return null;
        }
    }

    private void Push(ReadOnlySpan<int> targets, Reach reach)
    {
        foreach (int target in targets)
        {
            _open.Push((target, reach));
        }
    }
}
