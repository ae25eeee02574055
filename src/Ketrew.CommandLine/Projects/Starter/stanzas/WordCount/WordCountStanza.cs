using Ketrew.Sdk;

/// <summary>One target per text: its most frequent words.</summary>
[Stanza("word-count")]
public sealed class WordCountStanza : Stanza<WordCountStanza.Fields>
{
    /// <summary>What a user writes under `word-count:`; what has a default may be left out. Editors show these lines.</summary>
    /// <param name="Texts">The texts to count: patterns like `texts/*.txt`.</param>
    /// <param name="Top">How many words of each text are kept.</param>
    public sealed record Fields(GlobPattern Texts, int Top = 10);

    /// <summary>Asks which texts there are, and emits a target for each. A new text asks again.</summary>
    protected override void Expand(Fields fields, StanzaContext context)
    {
        foreach (ProjectPath text in context.Glob(fields.Texts))
        {
            ProjectPath words = context.Directory / "out" / $"{text.Stem}.words";
            string from = Shell.Quote(text, context.Directory);
            string to = Shell.Quote(words, context.Directory);
            context.Emit(new TargetStanza($"count-{text.Stem}")
            {
                Description = $"The {fields.Top} most frequent words of {text}",
                Inputs = [text],
                Outputs = [words],
                Run = $"tr -cs '[:alpha:]' '\\n' < {from} | tr '[:upper:]' '[:lower:]' | sort | uniq -c | sort -k1,1nr -k2 | head -n {fields.Top} > {to}",
            });
        }
    }
}
