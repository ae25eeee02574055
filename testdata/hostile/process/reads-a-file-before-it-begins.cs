// source: refused; level 2: reaches; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context) => context.Warning($"reached {Early.Found}");

    internal static class Early
    {
        public static string Found = "";

        [System.Runtime.CompilerServices.ModuleInitializer]
        internal static void Begin() => Found = System.IO.File.ReadAllText("/proc/self/status")[..4];
    }
}
