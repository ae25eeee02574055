using System.CommandLine;
using Ketrew.CommandLine.Output;

namespace Ketrew.CommandLine.Verbs;

/// <summary>A word after which another verb follows: <c>ketrew plugin list</c>. By itself it says which there are.</summary>
internal sealed class VerbGroup : Verb
{
    public VerbGroup(string name, string summary, Session session, IEnumerable<Verb> verbs)
        : base(name, summary, session)
    {
        foreach (Verb verb in verbs)
        {
            Add(verb);
        }
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples => [];

    protected override Task<int> RunAsync(ParseResult parsed) => Task.FromResult(new HelpPage(Terminal, []).Print(this));
}
