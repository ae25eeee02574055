using System.Text;
using Ketrew.Engine.Automaton;

namespace Ketrew.Engine.Tests.Automaton.Page;

/// <summary>The part of <c>docs/automaton.md</c> that the automaton itself can tell.</summary>
internal static class AutomatonPage
{
    private const string Attempt = "Attempt";

    private static readonly string[] _attemptStates = ["Starting", "Running", "Unknown"];

    public static string Generate() => string.Join('\n',
        Chapter("The way to a result", Fence(WayToResult())),
        Chapter("The ways to end early", Fence(WaysToEndEarly())),
        Chapter("States", StateTable()),
        Chapter("Events", EventTable()));

    private static string Chapter(string title, string body) => $"## {title}\n\n{body}";

    private static string Fence(string diagram) => $"```mermaid\n{diagram}```\n";

    // What can go wrong anywhere is told by the table of events.
    private static string WayToResult() => new StateDiagram(
        StateEdges.Of(Reachable.Steps.Where(step => !IsEarlyEnd(step) && step.Happened is not TargetEvent.Faulted)))
        .Group(Attempt, "an attempt", _attemptStates)
        .Print();

    private static string WaysToEndEarly() => new StateDiagram(StateEdges.Of(Reachable.Steps.Where(IsEarlyEnd)))
        .Group("Before", "before an attempt", "Evaluating", "Waiting", "Checking", "Ready")
        .Group(Attempt, "an attempt", _attemptStates)
        .Group("Ending", "being ended", "Killing", "KillingForced")
        .Print();

    private static bool IsEarlyEnd(WalkStep step) => step.Old is TargetState.Killing
        || step.Happened is TargetEvent.StopRequested or TargetEvent.KillRequested or TargetEvent.LetGo or TargetEvent.TimeoutReached;

    private static string StateTable()
    {
        StringBuilder table = new("| state | meaning | may ask for | |\n|---|---|---|---|\n");
        foreach (IGrouping<Type, TargetState> state in Samples.States.GroupBy(state => state.GetType()))
        {
            _ = table.Append($"| `{state.Key.Name}` | {Summary.Of(state.Key)} | {Asked(state.Key)} | {Kind(state.First())} |\n");
        }

        return table.ToString();
    }

    private static string Asked(Type state)
    {
        TargetActions asked = Changes()
            .Where(step => step.New.GetType() == state)
            .Aggregate(TargetActions.None, (all, step) => all | step.Transition.Actions);
        return asked == TargetActions.None ? "" : Code(asked.ToString().Split(", "));
    }

    private static string Code(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"`{word}`"));

    private static string Kind(TargetState state) => state switch
    {
        { IsSuccess: true } => "final, success",
        { IsFinal: true } => "final",
        { HasProcess: true } => "takes a slot",
        _ => "",
    };

    private static string EventTable()
    {
        StringBuilder table = new("| event | meaning | changes |\n|---|---|---|\n");
        foreach (Type happened in Samples.Events.Select(happened => happened.GetType()).Distinct())
        {
            IEnumerable<string> states = Samples.States.Select(state => state.GetType()).Distinct()
                .Where(state => Changes().Any(step => step.Happened.GetType() == happened && step.Old.GetType() == state))
                .Select(state => state.Name);
            _ = table.Append($"| `{happened.Name}` | {Summary.Of(happened)} | {Code(states)} |\n");
        }

        return table.ToString();
    }

    private static IEnumerable<WalkStep> Changes() => Reachable.Steps.Where(step => step.IsChange);
}
