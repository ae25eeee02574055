using Ketrew.Expander.Observations;

namespace Ketrew.Expander.Plugins.Projects;

/// <summary>Which .NET SDK a build will use, as far as that can be known without starting a process.</summary>
internal static class SdkVersions
{
    /// <summary>The versions installed beside a <c>dotnet</c>, in ordinal order: together with <c>global.json</c>, which is a source, they decide.</summary>
    /// <param name="dotnet">Absolute path, perhaps a link; null when there is none.</param>
    /// <param name="looking">Told about each place before it is looked at.</param>
    public static string Beside(string? dotnet, Action<Sight, string> looking)
    {
        if (dotnet is null)
        {
            return "";
        }

        string real = dotnet;
        for (string? next = dotnet; next is not null; next = File.ResolveLinkTarget(next, returnFinalTarget: false)?.FullName)
        {
            looking(Sight.Name, next);
            real = next;
        }

        string folder = Path.Combine(Path.GetDirectoryName(real)!, "sdk");
        looking(Sight.Names, folder);
        return Directory.Exists(folder)
            ? string.Join(' ', Directory.EnumerateDirectories(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal))
            : "";
    }
}
