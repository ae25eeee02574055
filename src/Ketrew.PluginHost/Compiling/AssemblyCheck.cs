using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Ketrew.PluginHost.Compiling;

/// <summary>Looks at everything that an emitted assembly names: implicit conversions, patterns of <c>foreach</c> and <c>using</c>, builders of literals, and whatever
/// else the compiler wrote for a file in which <see cref="SymbolCheck"/> found nothing.</summary>
internal static class AssemblyCheck
{
    /// <summary>What isn't available, at the first statement that uses it; at the beginning of the file when no statement does.</summary>
    /// <param name="assembly">The emitted bytes.</param>
    /// <param name="symbols">Their portable PDB.</param>
    public static IReadOnlyList<Refusal> Check(byte[] assembly, byte[] symbols)
    {
        using MemoryStream assemblyStream = new(assembly, writable: false);
        using PEReader image = new(assemblyStream);
        using MemoryStream symbolStream = new(symbols, writable: false);
        using MetadataReaderProvider symbolProvider = MetadataReaderProvider.FromPortablePdbStream(symbolStream);
        MetadataReader reader = image.GetMetadataReader();
        EntityHandle[] refused = [.. Named(reader).Where(handle => MetadataSymbols.NameOf(reader, handle) is { } name && !AllowedSymbols.Table.AllowInAssembly(name))];
        if (refused.Length == 0)
        {
            return [];
        }

        StatementFinder statements = new(image, symbolProvider.GetMetadataReader());
        return [.. refused.Select(handle => Refusal.Of(MetadataSymbols.NameOf(reader, handle)!, statements.FirstUse(handle))).DistinctBy(refusal => (refusal.Advice, refusal.Place.Start.Line))];
    }

    // Members first: of `Type.Member` and `Type` the former says more.
    private static IEnumerable<EntityHandle> Named(MetadataReader reader) =>
        [.. reader.MemberReferences.Select(handle => (EntityHandle)handle), .. reader.TypeReferences.Select(handle => (EntityHandle)handle)];
}
