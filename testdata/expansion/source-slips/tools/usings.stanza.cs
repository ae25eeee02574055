[Stanza("usings")]
public sealed class UsingsStanza : Stanza<UsingsStanza.Fields>
{
    public sealed record Fields;

    protected override void Expand(Fields fields, StanzaContext context)
    {
        bool isName = Regex.IsMatch("a", "b");
        StringBuilder text = new();
        ImmutableArray<int> numbers = [];
        Timer timer = new();
        JsonSerializer.Serialize("a");
        Frobnicator unknown = new();
    }
}
