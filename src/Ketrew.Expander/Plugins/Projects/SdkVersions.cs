namespace Ketrew.Expander.Plugins.Projects;

/// <summary>Which .NET SDK a build will use, as far as that can be known without starting a process.</summary>
internal static class SdkVersions
{
    /// <summary>The versions installed beside a <c>dotnet</c>, in ordinal order: together with <c>global.json</c>, which is a source, they decide.</summary>
    /// <param name="dotnet">Absolute path, perhaps a link; null when there is none.</param>
    public static string Beside(string? dotnet)
    {
        if (dotnet is null)
        {
            return "";
        }

        string real = File.ResolveLinkTarget(dotnet, returnFinalTarget: true)?.FullName ?? dotnet;
        string folder = Path.Combine(Path.GetDirectoryName(real)!, "sdk");
        return Directory.Exists(folder)
            ? string.Join(' ', Directory.EnumerateDirectories(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal))
            : "";
    }
}
