namespace Ketrew.Expander.Plugins.Sources;

/// <summary>What a single-file plugin was compiled to.</summary>
/// <param name="Assembly">Its bytes.</param>
/// <param name="Symbols">Its portable PDB.</param>
/// <param name="Documentation">What its comments say, as XML.</param>
internal sealed record CompiledSource(ReadOnlyMemory<byte> Assembly, ReadOnlyMemory<byte> Symbols, ReadOnlyMemory<byte> Documentation);
