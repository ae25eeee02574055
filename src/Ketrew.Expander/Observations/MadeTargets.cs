using Ketrew.Sdk;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Planning;

namespace Ketrew.Expander.Observations;

/// <summary>The targets that are up to date, so that what they write may be read.</summary>
/// <param name="Targets">As they are defined.</param>
public sealed record MadeTargets(IReadOnlyDictionary<TargetId, Target> Targets)
{
    /// <summary>No target is.</summary>
    public static MadeTargets None { get; } = new(new Dictionary<TargetId, Target>());

    /// <summary>Why an output can't be read, or not yet; null when it can.</summary>
    /// <param name="question">Which output.</param>
    internal Answer? TryRefuse(Question.OutputOf question) =>
        !Targets.TryGetValue(question.Target, out Target? target) ? new Answer.Late()
        : ProblemOf(target, question.Path) is { } problem ? new Answer.Refused(problem)
        : null;

    /// <summary>Why a target can't be asked for a path, whether it is up to date or not; null when it can.</summary>
    /// <param name="target">The target.</param>
    /// <param name="path">What is wanted of it.</param>
    internal static string? ProblemOf(Target target, ProjectPath path) =>
        target.Outputs.Any(output => path.IsAtOrBelow(output)) ? null : $"`{target.Id}` doesn't write `{path}`; it writes {ListOf(target)}";

    private static string ListOf(Target target)
    {
        const int limit = 3;
        string shown = string.Join(", ", target.Outputs.Take(limit).Select(output => $"`{output}`"));
        return target.Outputs.IsEmpty ? "nothing" : target.Outputs.Count > limit ? $"{shown}, …" : shown;
    }
}
