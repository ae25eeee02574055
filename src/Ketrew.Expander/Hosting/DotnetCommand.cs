namespace Ketrew.Expander.Hosting;

/// <summary>Where <c>dotnet</c> is.</summary>
internal static class DotnetCommand
{
    /// <summary>What to type when there is none.</summary>
    public const string Hint = "install .NET 10 (https://dot.net), or set DOTNET_ROOT to where it is";

    private static readonly string _name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    private static readonly string[] _usualPlaces =
        ["/usr/share/dotnet", "/usr/lib/dotnet", "/usr/local/share/dotnet", "/opt/homebrew/opt/dotnet/libexec", @"C:\Program Files\dotnet"];

    /// <summary>The absolute path: what started this program, else <c>DOTNET_ROOT</c>, else the search path, else the usual places. Null when it is nowhere.</summary>
    public static string? Find() => Candidates().FirstOrDefault(candidate => Path.IsPathFullyQualified(candidate) && File.Exists(candidate));

    private static IEnumerable<string> Candidates()
    {
        yield return Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "";
        if (Path.GetFileName(Environment.ProcessPath) == _name)
        {
            yield return Environment.ProcessPath!;
        }

        string[] folders =
        [
            Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? "",
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
            .. _usualPlaces,
        ];
        foreach (string folder in folders.Where(folder => folder.Length > 0))
        {
            yield return Path.Combine(folder, _name);
        }
    }
}
