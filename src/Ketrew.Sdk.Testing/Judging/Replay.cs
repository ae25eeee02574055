using Ketrew.Expander.Expansion;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Linking;
using Ketrew.Sdk.Observations;

namespace Ketrew.Sdk.Testing.Judging;

/// <summary>Expands one stanza again, by a new instance, with answers of the test's choice.</summary>
/// <param name="expansion">Knows the project's answers.</param>
/// <param name="use">A stanza that was expanded in it.</param>
/// <param name="definition">What the stanza means.</param>
internal sealed class Replay(Expansion expansion, StanzaUse use, StanzaDefinition definition)
{
    /// <summary>Expands with the answers of the project.</summary>
    public Behaviour Run() => Run(static _ => null);

    /// <summary>Expands with other answers.</summary>
    /// <param name="instead">Null for a question that the project shall answer.</param>
    public Behaviour Run(Func<Question, Answer?> instead)
    {
        List<Question> asked = [];
        HashSet<Question> known = [];
        ExpansionOutcome outcome = LinkedExpansion.Expand(
            (LinkedPlugin)definition.Code.Image,
            use.Placed.Directory,
            use.Placed.Stanza.Fields,
            definition.Plugin.Arguments,
            (question, _) =>
            {
                if (known.Add(question))
                {
                    asked.Add(question);
                }

                return instead(question) ?? expansion.Answer(definition.Plugin, question);
            });
        return new Behaviour(asked, outcome);
    }
}
