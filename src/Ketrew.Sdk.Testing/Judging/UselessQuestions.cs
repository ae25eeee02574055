using System.Text;
using Ketrew.Expander.Expansion;
using Ketrew.Expander.Hosting;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Testing.Comparing;

namespace Ketrew.Sdk.Testing.Judging;

/// <summary>Gives each question other answers, and finds those whose answer nobody needs.</summary>
/// <param name="expansion">What was expanded.</param>
internal sealed class UselessQuestions(Expansion expansion)
{
    /// <param name="exceptions">Questions that may be useless, with the reason.</param>
    /// <exception cref="StanzaAssertionException">There is one, or an exception fits none.</exception>
    public void Assert((Func<AskedQuestion, bool> Except, string Reason)[] exceptions)
    {
        Remembered.Check(expansion);
        foreach ((Func<AskedQuestion, bool> except, string reason) in exceptions)
        {
            if (!expansion.Questions.Any(except))
            {
                throw new StanzaAssertionException($"the exception \"{reason}\" fits none of the questions:\n{expansion.QuestionLog.TrimEnd()}");
            }
        }

        (StanzaUse Use, Trial[] Useless)[] found =
        [
            .. expansion.Uses.DistinctBy(use => use.Key)
                .Select(use => (use, Useless(use).Where(trial => !exceptions.Any(exception => exception.Except(trial.Asked))).ToArray()))
                .Where(one => one.Item2.Length > 0),
        ];
        if (found.Length > 0)
        {
            throw new StanzaAssertionException(Describe(found));
        }
    }

    private IEnumerable<Trial> Useless(StanzaUse use)
    {
        if (use.Definition is not { } definition)
        {
            return [];
        }

        Replay replay = new(expansion, use, definition);
        Behaviour usual = replay.Run();
        Trial[] trials = [.. expansion.QuestionsOf(use).Select(asked => Try(replay, usual, asked))];
        return trials.Where(trial => !trial.Matters && !(trial.IsEmpty && trials.Any(trial.IsSameLineAs)));
    }

    private static Trial Try(Replay replay, Behaviour usual, AskedQuestion asked)
    {
        List<string> changes = [];
        foreach ((string change, Answer other) in OtherAnswers.To(asked.Question, asked.Answer))
        {
            changes.Add(change);
            Behaviour behaviour = replay.Run(question => question == asked.Question ? other : null);
            if (!behaviour.IsSameAs(usual) && !(other is Answer.Missing && IsOfTheSdk(behaviour, asked)))
            {
                return new Trial(asked, changes, true);
            }
        }

        return new Trial(asked, changes, false);
    }

    // What the SDK says by itself when a file is gone doesn't show that the stanza looked into it.
    private static bool IsOfTheSdk(Behaviour behaviour, AskedQuestion asked) =>
        behaviour.Outcome is ExpansionOutcome.Expanded expanded && !expanded.Diagnostics.IsEmpty && expanded.Diagnostics[^1] is { Code: SdkCodes.Plugin } last
        && last.PluginLine == asked.PluginLine && last.Message.EndsWith("` doesn't exist", StringComparison.Ordinal);

    private static string Describe((StanzaUse Use, Trial[] Useless)[] found)
    {
        StringBuilder text = new("these questions are asked for nothing: whatever the answer, the stanza emits, reports and asks the same\n");
        foreach ((StanzaUse use, Trial[] useless) in found)
        {
            text.Append('\n').Append(UseName.Of(use)).Append('\n');
            foreach (Trial trial in useless)
            {
                text.Append("  ").Append(trial.Asked).Append("\n    tried: ").AppendJoin(", ", trial.Changes.Distinct()).Append('\n');
                text.Append(trial.IsEmpty ? "    the answer is empty here: a project where it isn't may show what it is for\n" : "");
            }
        }

        string line = found[0].Useless[0].Asked.PluginLine;
        return text.Append("\nhint: drop the question, or except it: AssertObservationsMatter((asked => asked.PluginLine == \"").Append(line).Append("\", \"the reason\"))").ToString();
    }

    // One question, and what came of changing its answer.
    private sealed record Trial(AskedQuestion Asked, IReadOnlyList<string> Changes, bool Matters)
    {
        public bool IsEmpty => Asked.Answer is Answer.Missing or Answer.Items { Values.IsEmpty: true } or Answer.Text { Value: "" } or Answer.Bytes { Value.IsEmpty: true };

        // One line asks the same of many files; that one of them has nothing to say is no fault of the line.
        public bool IsSameLineAs(Trial other) => other.Matters && other.Asked.PluginLine == Asked.PluginLine && other.Asked.Question.GetType() == Asked.Question.GetType();
    }
}
