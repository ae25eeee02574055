using Ketrew.Expander.Language.Decoding;
using Ketrew.Expander.Language.Vanilla;
using Ketrew.Expander.Plugins.Templates;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;

namespace Ketrew.Expander.Language;

/// <summary>What may be written in workflow files without any plugin, as the decoders say it.</summary>
internal static class VanillaLanguage
{
    /// <summary>The stanzas of the language, in the order in which people should read them; those that are not available yet are left out.</summary>
    public static ValueList<FieldDescription> Stanzas { get; } =
    [
        new(VanillaStanza.Target, TargetStanzas.TargetType, false, "A unit of work: what it reads and writes, and what is run for it."),
        new(VanillaStanza.Group, TargetStanzas.GroupType, false, "A target without work: done when its needs are."),
        new(VanillaStanza.Default, Vanilla.DefaultStanza.Type, false, "What `ketrew run` builds. Several add up, those of other files too; without any: everything."),
        new(VanillaStanza.Include, IncludeStanza.Type, false, "The stanzas of another file as if they stood here; paths in it are relative to this stanza's directory."),
        new(VanillaStanza.Subdirectory, SubdirectoryStanza.Type, false, "Stanzas as if they stood in a workflow file of that directory."),
        new(VanillaStanza.Define, TemplateDecoder.DefineType, false, "A stanza of your own, for this file and below: what it takes, and what it stands for."),
    ];

    /// <summary>What references mean, but for the stanzas.</summary>
    public static ValueList<NamedType> Types { get; } = [ConditionDecoder.Type, .. TemplateDecoder.Types];

    /// <summary>What a workflow file may hold.</summary>
    public static FieldType.Record File => WorkflowFileDecoder.Type;

    /// <summary>What a file may hold that others include.</summary>
    public static FieldType.Record IncludedFile => WorkflowFileDecoder.IncludedType;
}
