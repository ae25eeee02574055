// source: refused; level 2: reaches; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        using var process = System.Diagnostics.Process.Start("/bin/sh", ["-c", $"echo by a plugin > {prey.Folder}/by-a-shell"]);
        process.WaitForExit();
        context.Warning("reached");
    }
}
