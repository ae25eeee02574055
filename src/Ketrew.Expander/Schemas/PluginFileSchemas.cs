using Ketrew.Expander.Packages.Manifests;
using Ketrew.Expander.Plugins.Templates;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;

namespace Ketrew.Expander.Schemas;

/// <summary>JSON Schemas (draft 7) of the YAML files that plugins consist of, for editors. They depend on nothing but this version of Ketrew.</summary>
public static class PluginFileSchemas
{
    private const string Stamp = "Written by `ketrew schema`.";

    /// <summary>Of <c>ketrew-plugin.yaml</c>.</summary>
    public static string Package => Write(ManifestDecoder.Type, "The manifest of a plugin package of Ketrew", []);

    /// <summary>Of <c>*.stanza.yaml</c>.</summary>
    public static string Template => Write(TemplateDecoder.FileType, "A template stanza of Ketrew", TemplateDecoder.Types);

    private static string Write(FieldType.Record file, string title, ValueList<NamedType> types) =>
        SchemaDocument.Write(file, title, Stamp, writer => SchemaDocument.WriteTypes(writer, types, ""));
}
