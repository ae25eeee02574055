using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Ketrew.PluginHost.Loading;
using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost.Compiling;

/// <summary>Looks at what the assemblies of a plugin name, before any is loaded. A lint: what is hidden behind reflection isn't seen.</summary>
internal static class AssemblyLint
{
    private const int Told = 4;

    // What leads out of the process. Of others' libraries only that is told: nobody can mend the rest of them.
    private static readonly string[] _outside =
        ["System.IO.File", "System.IO.Directory", "System.IO.Drive", "System.IO.RandomAccess", "System.IO.Pipes.", "System.Diagnostics.Process", "System.Net."];

    /// <summary>The assemblies that name something a stanza shouldn't use; empty when all is well.</summary>
    public static AssemblyFinding[] Check(PluginFiles files) =>
        [.. files.Assemblies.Select(file => Check(file, isOwn: file == files.Main)).OfType<AssemblyFinding>()];

    private static AssemblyFinding? Check(PluginFile file, bool isOwn)
    {
        using MemoryStream stream = new(file.Bytes, writable: false);
        try
        {
            using PEReader image = new(stream);
            string[] names = image.HasMetadata ? [.. NamesIn(image.GetMetadataReader(), isOwn).Distinct(StringComparer.Ordinal)] : [];
            return names.Length == 0 ? null : new AssemblyFinding(file.Name, names[..Math.Min(names.Length, Told)], names.Length);
        }
        catch (BadImageFormatException)
        {
            // The runtime says so, too, and better.
            return null;
        }
    }

    private static IEnumerable<string> NamesIn(MetadataReader reader, bool isOwn) =>
    [
        .. reader.MethodDefinitions.Select(reader.GetMethodDefinition)
            .Where(method => method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
            .Select(method => $"extern {reader.GetString(method.Name)}"),
        .. References(reader)
            .Select(handle => MetadataSymbols.NameOf(reader, handle))
            .OfType<SymbolName>()
            .Where(name => !IsAttribute(name) && !AllowedSymbols.Table.AllowInAssembly(name) && (isOwn ? Advice.IsSpecific(name.FullName) : LeadsOutside(name)))
            .OrderBy(name => LeadsOutside(name) ? 0 : 1)
            .Select(name => name.Written),
    ];

    // Of `File` and `File.Delete` the latter says more, and it is there wherever the former is used.
    private static IEnumerable<EntityHandle> References(MetadataReader reader)
    {
        HashSet<EntityHandle> parents = [.. reader.MemberReferences.Select(handle => reader.GetMemberReference(handle).Parent)];
        return
        [
            .. reader.MemberReferences.Select(handle => (EntityHandle)handle),
            .. reader.TypeReferences.Select(handle => (EntityHandle)handle).Where(handle => !parents.Contains(handle)),
        ];
    }

    // An attribute runs nothing; compilers and build tools write some into every assembly.
    private static bool IsAttribute(SymbolName name) => name.OuterType.EndsWith("Attribute", StringComparison.Ordinal);

    private static bool LeadsOutside(SymbolName name) => Array.Exists(_outside, start => name.FullName.StartsWith(start, StringComparison.Ordinal));
}
