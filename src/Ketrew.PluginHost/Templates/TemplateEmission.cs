using Ketrew.Sdk;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;

namespace Ketrew.PluginHost.Templates;

/// <summary>Hands over the stanzas that a template gives.</summary>
/// <param name="context">Takes them.</param>
internal sealed class TemplateEmission(StanzaContext context)
{
    private const string Subdirectory = "subdirectory";

    /// <summary>Hands them over in order.</summary>
    /// <exception cref="TemplateException">One of them is none.</exception>
    public void Emit(IReadOnlyList<Piece> stanzas) => Emit(stanzas, context.Directory);

    private void Emit(IReadOnlyList<Piece> stanzas, ProjectPath directory)
    {
        foreach (Piece stanza in stanzas)
        {
            if (stanza is not Piece.Fields { Values: [var only] } whole)
            {
                string given = stanza is Piece.Fields fields ? $"a mapping of {fields.Values.Count} names" : stanza.Description;
                throw Fail(stanza.Place, $"a stanza is one name with its fields below it, and this is {given}", "- target: { name: … }");
            }

            if (only.Name == Subdirectory)
            {
                Descend(only, directory);
            }
            else
            {
                List<int> places = [only.Place];
                Node node = only.Value.ToNode(places);
                context.Add(new EmittedItem(only.Name, directory.Value, node, OriginOf(only.Value, whole), $":{only.Place}", [.. places]));
            }
        }
    }

    // Fields that the user wrote as they are say more than the loop around them.
    private static string OriginOf(Piece fields, Piece.Fields stanza) => fields is Piece.Fields { Origin: { Length: > 0 } written } ? written : stanza.Origin;

    // As in a workflow file, but a plugin hands stanzas over with their directory.
    private void Descend(PieceField stanza, ProjectPath directory)
    {
        Piece.Fields? fields = stanza.Value as Piece.Fields;
        string? path = (fields?["path"] as Piece.Scalar)?.Value.Text;
        if (fields is null || path is null || fields["stanzas"] is not Piece.Items stanzas || fields.Values.Count > 2)
        {
            throw Fail(stanza.Place, "`subdirectory` takes `path` and `stanzas`", "subdirectory: { path: sub, stanzas: […] }");
        }

        if (!ProjectPath.TryParse(path, directory, out ProjectPath inner, out string? problem))
        {
            throw Fail(fields["path"]!.Place, problem, null);
        }

        Emit(stanzas.Values, inner);
    }

    private static TemplateException Fail(int place, string message, string? hint) => new(TemplateFailure.At(place, message, hint));
}
