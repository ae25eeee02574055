// source: refused; level 2: depends; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        System.Runtime.InteropServices.NativeLibrary.Load("libutil.so.1");
        context.Warning("reached");
    }
}
