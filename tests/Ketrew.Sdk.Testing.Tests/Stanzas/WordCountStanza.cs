namespace Ketrew.Sdk.Testing.Tests.Stanzas;

/// <summary>Counts the words of each text: the stanza of the documentation.</summary>
[Stanza("word-count")]
public sealed class WordCountStanza : Stanza<WordCountStanza.Fields>
{
    public sealed record Fields(GlobPattern Texts, int Top = 10);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        if (fields.Top < 1)
        {
            context.Error("`top` counts words, so it is at least 1", hint: "top: 10");
        }

        foreach (ProjectPath text in context.Glob(fields.Texts))
        {
            ProjectPath count = context.Directory / $"{text.Stem}.count";
            context.Emit(new TargetStanza($"count-{text.Stem}")
            {
                Inputs = [text],
                Outputs = [count],
                Run = $"tr -s ' ' '\\n' < {Shell.Quote(text, context.Directory)} | sort | uniq -c | sort -rn | head -{fields.Top} > {Shell.Quote(count, context.Directory)}",
            });
        }
    }
}
