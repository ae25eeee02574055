using System.Reflection.Metadata;
using Ketrew.Sdk.Backends;

namespace Ketrew.Expander.Plugins;

/// <summary>Reads <see cref="BackendAttribute"/> from metadata.</summary>
internal static class BackendAttributes
{
    /// <summary>The kind of backend that an attribute declares; null when it is another attribute, or stands on no class.</summary>
    public static string? Decode(MetadataReader reader, CustomAttribute attribute) =>
        SdkAttribute.TryRead(reader, attribute, typeof(BackendAttribute), out string? kind, out _) ? kind : null;
}
