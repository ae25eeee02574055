using Ketrew.Sdk;

namespace Stateful;

[Stanza("counter")]
public sealed class CounterStanza : Stanza<CounterStanza.Fields>
{
    private static int _count;

    public sealed record Fields;

    protected override void Expand(Fields fields, StanzaContext context) =>
        context.Emit(new TargetStanza($"count-{++_count}"));
}

[Stanza("memo")]
public sealed class MemoStanza : Stanza<MemoStanza.Fields>
{
    private static string? _memo;

    public sealed record Fields(ProjectPath File);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        _memo ??= context.ReadText(fields.File);
        context.Emit(new TargetStanza("memo") { Description = _memo });
    }
}
