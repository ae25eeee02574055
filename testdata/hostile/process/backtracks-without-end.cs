// source: compiles; level 2: takes too long; level 3: takes too long
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context) => System.Text.RegularExpressions.Regex.IsMatch(new string('a', 100) + "!", "^(a+)+$");
}
