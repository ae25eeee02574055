using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Ketrew.Sdk;

namespace Ketrew.Expander.Linking;

/// <summary>What decides what linked stanzas do: their assembly, and everything it references that is not the framework's.</summary>
internal static class LinkedIdentity
{
    private static readonly byte[]?[] _frameworkKeys = [typeof(object).Assembly.GetName().GetPublicKeyToken(), typeof(Uri).Assembly.GetName().GetPublicKeyToken()];

    /// <summary>A digest of the versions of the modules: a compiler that is deterministic gives the same one for the same sources.</summary>
    [RequiresUnreferencedCode("References are followed.")]
    public static string Of(Assembly assembly)
    {
        SortedDictionary<string, string> versions = new(StringComparer.Ordinal);
        Collect(assembly, versions);
        return Digest.Of([.. versions.SelectMany(version => new[] { version.Key, version.Value })]).ToString();
    }

    [RequiresUnreferencedCode("References are followed.")]
    private static void Collect(Assembly assembly, SortedDictionary<string, string> versions)
    {
        if (!versions.TryAdd(assembly.GetName().Name ?? "", assembly.ManifestModule.ModuleVersionId.ToString("N")))
        {
            return;
        }

        foreach (AssemblyName reference in assembly.GetReferencedAssemblies().Where(reference => !IsFramework(reference)))
        {
            Collect(Assembly.Load(reference), versions);
        }
    }

    private static bool IsFramework(AssemblyName name) =>
        name.Name is "netstandard" || name.Name!.StartsWith("System.", StringComparison.Ordinal) || _frameworkKeys.Any(key => key.AsSpan().SequenceEqual(name.GetPublicKeyToken()));
}
