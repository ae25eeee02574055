using FsCheck;
using FsCheck.Fluent;
using Ketrew.Engine.Automaton;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Tests.Automaton;

/// <summary>Random walks of a target through a world.</summary>
internal static class Walk
{
    // Else most walks would be stopped, killed or let go after a step or two.
    private const int AnswersPerDisturbance = 6;

    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(3000);

    /// <summary>Fails when there is a walk of which a claim is false, and prints a short one.</summary>
    /// <param name="isTrue">Gets the steps of the walk, from a target that nobody asked for yet.</param>
    public static void Always(Func<IReadOnlyList<WalkStep>, bool> isTrue) => Prop.ForAll<byte, byte[]>(
        (rules, choices) =>
        {
            WalkStep[] walk = [.. Take(World.Of(Rules(rules)), choices)];
            return isTrue(walk).Label(Print(walk));
        }).Check(_config);

    /// <summary>Fails when there is a walk to a world of which a claim is false, and prints a short one.</summary>
    /// <param name="isTrue">Gets the world, and choices to go on with.</param>
    public static void Always(Func<World, byte[], bool> isTrue) => Prop.ForAll<byte, byte[], byte[]>(
        (rules, choices, further) =>
        {
            World start = World.Of(Rules(rules));
            WalkStep[] walk = [.. Take(start, choices)];
            return isTrue(walk.LastOrDefault()?.After ?? start, further).Label(Print(walk));
        }).Check(_config);

    private static IEnumerable<WalkStep> Take(World world, byte[] choices)
    {
        foreach (byte choice in choices)
        {
            WalkStep step = WalkStep.From(world, Choose(world, choice));
            yield return step;
            world = step.After;
        }
    }

    // Kinds first: there are many verdicts, and they must not crowd out what is one of a kind.
    private static TargetEvent Choose(World world, byte choice)
    {
        TargetEvent[][] answers = [.. Kinds(world.Answers)];
        TargetEvent[][] kinds = [.. Enumerable.Repeat(answers, AnswersPerDisturbance).SelectMany(kind => kind), .. Kinds(world.Disturbances)];
        TargetEvent[] kind = kinds[choice % kinds.Length];
        return kind[choice / kinds.Length % kind.Length];
    }

    private static IEnumerable<TargetEvent[]> Kinds(IEnumerable<TargetEvent> events) =>
        events.GroupBy(happened => happened.GetType()).Select(kind => kind.ToArray());

    private static TargetRules Rules(byte number) =>
        new(new RetryPolicy(number % 4, TimeSpan.FromSeconds(1), 2), HasCondition: number >= 128);

    private static string Print(IEnumerable<WalkStep> walk) => string.Join('\n', walk.Select(step => step.ToString()));
}
