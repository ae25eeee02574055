using System.Text;
using Ketrew.Engine.Automaton;

namespace Ketrew.Engine.Tests.Automaton;

/// <summary>What every event makes of every state, for people to read. Variants of an event that all mean the same are one line.</summary>
internal static class TransitionTable
{
    private const string Nothing = "nothing";

    public static string Print() => string.Join('\n', Samples.States.Select(Block));

    private static string Block(TargetState state)
    {
        Line[] lines =
        [
            .. Samples.Events
                .GroupBy(happened => happened.GetType())
                .SelectMany(kind => Merge([.. kind.SelectMany(happened => Lines(state, happened))], kind.Key)),
        ];
        string[] meaningless = [.. lines.Where(line => line.Answer == Nothing).Select(line => line.Event)];
        StringBuilder block = new($"{Wording.Of(state)}\n");
        foreach (Line line in lines.Where(line => line.Answer != Nothing))
        {
            _ = block.Append($"  {line.Event} -> {line.Answer}\n");
        }

        return block.Append($"  means nothing: {(meaningless.Length == lines.Length ? "every event" : string.Join(", ", meaningless))}\n").ToString();
    }

    private static Line[] Merge(Line[] lines, Type kind) =>
        lines.Length > 1 && lines.All(line => line.Answer == lines[0].Answer) ? [lines[0] with { Event = kind.Name }] : lines;

    private static Line[] Lines(TargetState state, TargetEvent happened)
    {
        string without = Answer(state, happened, Samples.Rules);
        string with = Answer(state, happened, Samples.RulesWithCondition);
        return without == with
            ? [new Line(Wording.Of(happened), without)]
            : [new Line($"{Wording.Of(happened)}, without a condition", without), new Line($"{Wording.Of(happened)}, with a condition", with)];
    }

    private static string Answer(TargetState state, TargetEvent happened, TargetRules rules)
    {
        TargetTransition transition = TargetAutomaton.Step(state, happened, rules);
        return ReferenceEquals(transition.State, state) ? Nothing : Wording.Of(transition);
    }

    private readonly record struct Line(string Event, string Answer);
}
