using Ketrew.Sdk;

namespace OwnStanzas;

/// <summary>One target per file: <c>each-file: { files: "*.txt", run: "wc -l" }</c>.</summary>
[Stanza("each-file")]
internal sealed class EachFileStanza : Stanza<EachFileStanza.Fields>
{
    /// <summary>What a user writes.</summary>
    /// <param name="Files">Each gets a target, called as the file without its extension.</param>
    /// <param name="Run">Given the file as its last argument; what it prints becomes <c>NAME.out</c>.</param>
    internal sealed record Fields(GlobPattern Files, string Run);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        foreach (ProjectPath file in context.Glob(fields.Files))
        {
            ProjectPath output = file.Parent / $"{file.Stem}.out";
            context.Emit(new TargetStanza(file.Stem)
            {
                Inputs = [file],
                Outputs = [output],
                Run = $"{fields.Run} {Shell.Quote(file, context.Directory)} > {Shell.Quote(output, context.Directory)}",
            });
        }
    }
}
