using Ketrew.Expander.Expansion;
using Ketrew.Sdk.Testing.Comparing;
using Ketrew.Sdk.Testing.Expanding;

namespace Ketrew.Sdk.Testing.Judging;

/// <summary>Expands everything again: nothing but the answers may decide what comes of it.</summary>
/// <param name="expansion">What was expanded.</param>
internal sealed class Determinism(Expansion expansion)
{
    /// <exception cref="StanzaAssertionException">A stanza did something else.</exception>
    public void Assert()
    {
        Remembered.Check(expansion);
        using (CultureScope.Invariant())
        {
            (StanzaUse Use, Replay Replay, Behaviour First)[] first = [.. Replays().Select(one => (one.Use, one.Replay, one.Replay.Run()))];
            foreach ((StanzaUse use, Replay replay, Behaviour before) in first)
            {
                Compare(use, before, replay.Run(), "a second time");
            }

            foreach ((StanzaUse use, Replay replay, Behaviour before) in Enumerable.Reverse(first))
            {
                Compare(use, before, replay.Run(), "in another order");
            }

            using CultureScope foreign = CultureScope.Foreign();
            foreach ((StanzaUse use, Replay replay, Behaviour before) in first)
            {
                Compare(use, before, replay.Run(), "in a culture with decimal commas");
            }
        }
    }

    private IEnumerable<(StanzaUse Use, Replay Replay)> Replays() => expansion.Uses
        .DistinctBy(use => use.Key)
        .SelectMany(use => use.Definition is { } definition ? [(use, new Replay(expansion, use, definition))] : Array.Empty<(StanzaUse, Replay)>());

    private static void Compare(StanzaUse use, Behaviour before, Behaviour after, string when)
    {
        if (!before.IsSameAs(after))
        {
            throw new StanzaAssertionException(
                $"{UseName.Of(use)} does something else when it is expanded {when}, with the same fields and answers\n\n{TextDifference.Between(before.ToReadableText(), after.ToReadableText())}"
                + "\n\nhint: no clock, no random numbers, no files, no statics; sort what has no order; format with CultureInfo.InvariantCulture");
        }
    }
}
