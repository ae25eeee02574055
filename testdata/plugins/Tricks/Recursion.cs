using System.Globalization;
using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Tricks;

/// <summary>Ends after as many levels as it is told.</summary>
[Stanza("countdown")]
public sealed class CountdownStanza : Stanza<CountdownStanza.Fields>
{
    public sealed record Fields(int From);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        if (fields.From == 0)
        {
            context.Emit(new GroupStanza("lift-off"));
        }
        else
        {
            context.Emit(new CustomStanza("countdown", ("from", fields.From - 1)));
        }
    }
}

/// <summary>Emits what it is.</summary>
[Stanza("mirror")]
public sealed class MirrorStanza : Stanza
{
    protected override void Expand(Node fields, StanzaContext context) => context.Emit(new CustomStanza("mirror", fields));
}

[Stanza("ping")]
public sealed class PingStanza : Stanza
{
    protected override void Expand(Node fields, StanzaContext context) => context.Emit(new CustomStanza("pong", fields));
}

[Stanza("pong")]
public sealed class PongStanza : Stanza
{
    protected override void Expand(Node fields, StanzaContext context) => context.Emit(new CustomStanza("ping", fields));
}

/// <summary>Never the same fields, never an end.</summary>
[Stanza("grow")]
public sealed class GrowStanza : Stanza<GrowStanza.Fields>
{
    public sealed record Fields(int Size = 0);

    protected override void Expand(Fields fields, StanzaContext context) => context.Emit(new CustomStanza("grow", ("size", fields.Size + 1)));
}

/// <summary>Twice as many on each level.</summary>
[Stanza("split")]
public sealed class SplitStanza : Stanza<SplitStanza.Fields>
{
    public sealed record Fields(string Name = "s");

    protected override void Expand(Fields fields, StanzaContext context)
    {
        context.Emit(new CustomStanza("split", ("name", $"{fields.Name}0")));
        context.Emit(new CustomStanza("split", ("name", $"{fields.Name}1")));
    }
}

/// <summary>Two ways to one stanza with the same fields.</summary>
[Stanza("diamond")]
public sealed class DiamondStanza : Stanza
{
    protected override void Expand(Node fields, StanzaContext context)
    {
        context.Emit(new CustomStanza("side", ("name", "left")));
        context.Emit(new CustomStanza("side", ("name", "right")));
    }
}

[Stanza("side")]
public sealed class SideStanza : Stanza<SideStanza.Fields>
{
    public sealed record Fields(string Name);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        context.Emit(new GroupStanza(fields.Name));
        context.Emit(new CustomStanza("bottom"));
    }
}

[Stanza("bottom")]
public sealed class BottomStanza : Stanza
{
    protected override void Expand(Node fields, StanzaContext context)
    {
        context.Exists("bottom.txt");
        context.Emit(new DefaultStanza(["left", "right"]));
    }
}

/// <summary>As many targets, each as long, as it is told.</summary>
[Stanza("burst")]
public sealed class BurstStanza : Stanza<BurstStanza.Fields>
{
    public sealed record Fields(int Count, int Length = 0);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        for (int i = 0; i < fields.Count; i++)
        {
            context.Emit(new TargetStanza(string.Create(CultureInfo.InvariantCulture, $"t{i}")) { Run = "true", Description = new string('x', fields.Length) });
        }
    }
}
