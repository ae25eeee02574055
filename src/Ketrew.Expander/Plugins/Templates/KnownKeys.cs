using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Expander.Language.Vanilla;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Plugins.Templates;

/// <summary>The keys that a mapping of a template may have, as far as that is known before anything is expanded: below the stanzas of the language.</summary>
/// <remarks>The use of the template would tell, too, but not of a field whose value turns out to be nothing: such a field isn't there.</remarks>
/// <param name="Type">What the value may be; null when nobody knows.</param>
/// <param name="Owner">The key that the value belongs to.</param>
internal sealed record KnownKeys(FieldType? Type, string Owner)
{
    /// <summary>Of a list of stanzas.</summary>
    public static KnownKeys Stanzas { get; } = new(new FieldType.Reference(StanzaList.TypeName), "expand");

    /// <summary>Of values about which nothing is known.</summary>
    public static KnownKeys None { get; } = new(null, "");

    /// <summary>True where a list of stanzas is wanted.</summary>
    public bool AreStanzas => Type is FieldType.Reference { Name: StanzaList.TypeName };

    /// <summary>Of an item of the list.</summary>
    public KnownKeys Item => AreStanzas ? this : this with { Type = ListOf(Type)?.Item };

    /// <summary>Of the mapping that several are merged into.</summary>
    public KnownKeys Merged => AreStanzas ? None : this;

    /// <summary>Of the value of a key.</summary>
    /// <param name="key">A field; where stanzas are wanted the kind of one, of which only those of the language are known.</param>
    public KnownKeys Below(string key) =>
        AreStanzas ? new(VanillaLanguage.Stanzas.FirstOrDefault(stanza => stanza.Name == key)?.Type, key)
        : RecordOf(Type) is { } record ? new(record.Fields.FirstOrDefault(field => field.Name == key)?.Type, key)
        : None;

    /// <summary>Reports a key that can't be there.</summary>
    /// <param name="field">With a name that holds no expression.</param>
    /// <param name="context">Takes the problem.</param>
    public void Check(FieldNode field, DecodeContext context)
    {
        if (RecordOf(Type) is { } record && !record.Fields.Any(known => known.Name == field.Name) && !(Owner == VanillaStanza.Target && TargetStanzas.Knows(field.Name)))
        {
            context.Report(Problem.UnknownField(field.NameSpan, field.Name, $"`{Owner}`", record.Fields.Select(known => known.Name)));
        }
    }

    // One mapping may stand for a list of them.
    private static FieldType.Record? RecordOf(FieldType? type) => type switch
    {
        FieldType.Record record => record,
        FieldType.Nullable nullable => RecordOf(nullable.Inner),
        FieldType.Shapes shapes => RecordOf(shapes.Mapping),
        FieldType.List list => RecordOf(list.Item),
        FieldType.Reference reference => RecordOf(TypeOf(reference)),
        _ => null,
    };

    private static FieldType.List? ListOf(FieldType? type) => type switch
    {
        FieldType.List list => list,
        FieldType.Nullable nullable => ListOf(nullable.Inner),
        FieldType.Shapes shapes => ListOf(shapes.Sequence),
        FieldType.Reference reference => ListOf(TypeOf(reference)),
        _ => null,
    };

    private static FieldType? TypeOf(FieldType.Reference reference) => VanillaLanguage.Types.FirstOrDefault(one => one.Name == reference.Name)?.Type;
}
