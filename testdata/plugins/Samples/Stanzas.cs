using Ketrew.Sdk;

namespace Samples;

/// <summary>One target for each text.</summary>
[Stanza("word-count", Since = "1.0")]
public sealed class WordCountStanza : Stanza<WordCountStanza.Fields>
{
    public sealed record Fields(GlobPattern Texts, int Top = 10);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        foreach (ProjectPath text in context.Glob(fields.Texts))
        {
            context.Emit(new TargetStanza($"count-{text.Stem}")
            {
                Inputs = [text],
                Outputs = [text.Parent / $"{text.Stem}.count"],
                Run = $"tr -s ' ' '\\n' < {Shell.Quote(text, context.Directory)} | head -{fields.Top} > {text.Stem}.count",
            });
        }
    }
}

/// <summary>Asks as often as it is told.</summary>
[Stanza("curious")]
public sealed class CuriousStanza : Stanza<CuriousStanza.Fields>
{
    public sealed record Fields(int Times);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        for (int i = 0; i < fields.Times; i++)
        {
            context.Exists($"file-{i}");
        }
    }
}

/// <summary>Declared in a nested, internal class.</summary>
public static class Container
{
    [Stanza("nested")]
    internal sealed class NestedStanza : Stanza<NestedStanza.Fields>
    {
        public sealed record Fields(string Name = "nested");

        protected override void Expand(Fields fields, StanzaContext context) => context.Emit(new GroupStanza(fields.Name));
    }
}
