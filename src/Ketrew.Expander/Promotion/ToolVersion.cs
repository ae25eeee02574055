using System.Reflection;

namespace Ketrew.Expander.Promotion;

/// <summary>The version of this program, as promoted files name it. It decides nothing: another version that would write the same leaves a file alone.</summary>
internal static class ToolVersion
{
    /// <summary>As in <c>0.1.0</c>; without the commit.</summary>
    public static string Text { get; } = (typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+')[0];
}
