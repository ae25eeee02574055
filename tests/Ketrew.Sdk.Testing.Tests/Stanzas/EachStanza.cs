using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Testing.Tests.Stanzas;

/// <summary>Emits another stanza for each directory, and depends on its declaration.</summary>
[Stanza("each")]
public sealed class EachStanza : Stanza<EachStanza.Fields>
{
    public sealed record Fields(string Variable = "");

    protected override void Expand(Fields fields, StanzaContext context)
    {
        string texts = ((context.Arguments as MappingNode)?["texts"] as ScalarNode)?.Text ?? "*.txt";
        string top = fields.Variable.Length == 0 ? "3" : context.Environment(fields.Variable) ?? "4";
        context.Emit(new CustomStanza("word-count", ("texts", texts), ("top", int.Parse(top, System.Globalization.CultureInfo.InvariantCulture))));
    }
}
