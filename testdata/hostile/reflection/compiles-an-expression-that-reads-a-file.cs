// source: refused; level 2: reaches; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        System.Linq.Expressions.Expression<Func<string, string>> read = path => System.IO.File.ReadAllText(path);
        context.Warning($"reached {read.Compile()(prey.Secret)}");
    }
}
