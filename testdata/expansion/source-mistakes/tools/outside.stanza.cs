using System.IO;

[Stanza("outside")]
public sealed class OutsideStanza : Stanza<OutsideStanza.Fields>
{
    public sealed record Fields(string Name = "a");

    protected override void Expand(Fields fields, StanzaContext context)
    {
        string text = File.ReadAllText("VERSION");
        context.Emit(new GroupStanza($"{text}-{DateTime.Now:yyyy}"));
    }
}
