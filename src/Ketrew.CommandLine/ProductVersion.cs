using System.Reflection;

namespace Ketrew.CommandLine;

/// <summary>The version of this build.</summary>
internal static class ProductVersion
{
    /// <summary>What <c>--version</c> prints.</summary>
    public static string Line => $"ketrew {Text}";

    /// <summary>As the project file says: <c>0.1.0</c>.</summary>
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
