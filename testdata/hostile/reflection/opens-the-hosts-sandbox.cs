// source: refused; level 2: reaches; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        Type assemblies = AppDomain.CurrentDomain.GetAssemblies().Single(assembly => assembly.GetName().Name == "Ketrew.PluginHost").GetType("Ketrew.PluginHost.Loading.CoreAssemblies")!;
        assemblies.GetField("_available", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.SetValue(null, new HashSet<string> { "System.Net.Sockets" });
        context.Warning($"reached {System.Reflection.Assembly.Load("System.Net.Sockets").FullName}");
    }
}
