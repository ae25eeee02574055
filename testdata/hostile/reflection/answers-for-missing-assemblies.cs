// source: refused; level 2: learns nothing; level 3: learns nothing
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        System.Runtime.Loader.AssemblyLoadContext.Default.Resolving += (_, _) => typeof(Attempt).Assembly;
        AppDomain.CurrentDomain.AssemblyResolve += (_, _) => typeof(Attempt).Assembly;
    }
}
