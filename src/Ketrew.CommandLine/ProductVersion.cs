using System.Reflection;

namespace Ketrew.CommandLine;

/// <summary>The version of this build.</summary>
internal static class ProductVersion
{
    /// <summary>As the project file says: <c>0.1.0</c>.</summary>
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
