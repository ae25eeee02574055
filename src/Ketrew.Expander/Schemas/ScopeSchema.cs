using Ketrew.Expander.Expansion;
using Ketrew.Expander.Language;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Expander.Plugins;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Schemas;

/// <summary>The schema of the workflow files of one directory.</summary>
internal sealed class ScopeSchema
{
    private const string Format = "schema 3";

    private readonly StanzaDefinition[] _visible;
    private readonly bool _isRoot;
    private readonly bool _isOpen;

    /// <param name="scope">The file that speaks for the directory.</param>
    /// <param name="directory">The directory; that of the file, or one below.</param>
    /// <param name="catalog">Which stanzas are in scope.</param>
    /// <param name="isOpen">True when a plugin can't be used: its stanzas have no known names.</param>
    public ScopeSchema(Scope scope, ProjectPath directory, StanzaCatalog catalog, bool isOpen)
    {
        _visible = [.. catalog.VisibleAt(scope, directory).Values.OrderBy(definition => definition.VisibleName, StringComparer.Ordinal)];
        _isRoot = scope.Parent is null && scope.Directory == directory;
        _isOpen = isOpen;
        Stamp = $"Written by `ketrew schema`. {Digest.Of([Format, SdkContract.Version, $"{_isRoot}{_isOpen}", .. _visible.SelectMany(PartsOf)])}";
    }

    /// <summary>The schema of workflow files of which nothing is known yet: any custom stanza may be used.</summary>
    public static string Unread { get; } = new SchemaText([], isOpen: true).Write(FileType(isRoot: true), Title, "Written by `ketrew init`.");

    /// <summary>Everything that decides about the text: two schemas with one stamp are the same.</summary>
    public string Stamp { get; }

    /// <summary>The plugins with stanzas in scope, each once.</summary>
    public IEnumerable<PluginCode> Plugins => _visible.Select(definition => definition.Code).DistinctBy(code => code.Image.Key);

    private static string Title => "A workflow file of Ketrew";

    /// <summary>Writes it.</summary>
    /// <param name="descriptions">By plugin; a stanza that has none takes anything.</param>
    /// <param name="isIncluded">True for files that other files include.</param>
    public string Write(Func<PluginCode, ValueList<StanzaDescription>> descriptions, bool isIncluded)
    {
        VisibleStanza[] stanzas = [.. _visible.Select(definition => new VisibleStanza(definition.VisibleName, definition.Plugin.Name, Describe(definition, descriptions)))];
        SchemaText text = new(stanzas, _isOpen);
        return isIncluded
            ? text.Write(VanillaLanguage.IncludedFile, "A file that a workflow file of Ketrew includes", Stamp)
            : text.Write(FileType(_isRoot), Title, Stamp);
    }

    // Only the root file must say which language it is written in.
    private static FieldType.Record FileType(bool isRoot) =>
        isRoot ? Obligatory.In(VanillaLanguage.File, "ketrew") : VanillaLanguage.File;

    private static StanzaDescription Describe(StanzaDefinition definition, Func<PluginCode, ValueList<StanzaDescription>> descriptions) =>
        descriptions(definition.Code).FirstOrDefault(stanza => stanza.Name == definition.Name) ?? StanzaDescription.Unknown(definition.Name);

    private static string[] PartsOf(StanzaDefinition definition) => [definition.VisibleName, definition.Name, definition.Plugin.Name, definition.Code.Image.Key, definition.Code.Template?.Documentation ?? ""];
}
