// source: refused; level 2: reaches; level 3: learns nothing
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        Type calls = AppDomain.CurrentDomain.GetAssemblies().Single(assembly => assembly.GetName().Name == "Ketrew.PluginHost").GetType("Ketrew.PluginHost.Sandboxing.Linux")!;
        if ((int)calls.GetMethod("Open")!.Invoke(null, [prey.Secret, 0])! >= 0)
        {
            context.Warning("reached");
        }
    }
}
