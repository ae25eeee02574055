using System.Diagnostics;
using Ketrew.Expander.Observations;

namespace Ketrew.Expander.Hosting;

/// <summary>Where <c>dotnet</c> is, and how it is called.</summary>
public static class DotnetCommand
{
    /// <summary>What to type when there is none.</summary>
    public const string Hint = "install .NET 10 (https://dot.net), or set DOTNET_ROOT to where it is";

    private static readonly string _name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    private static readonly string[] _usualPlaces =
        ["/usr/share/dotnet", "/usr/lib/dotnet", "/usr/local/share/dotnet", "/opt/homebrew/opt/dotnet/libexec", @"C:\Program Files\dotnet"];

    /// <summary>The absolute path: what started this program, else <c>DOTNET_ROOT</c>, else the search path, else the usual places. Null when it is nowhere.</summary>
    public static string? Find() => Find(static (_, _) => { });

    /// <summary>Likewise.</summary>
    /// <param name="looking">Told about each place before it is looked at.</param>
    internal static string? Find(Action<Sight, string> looking) => Candidates(looking).FirstOrDefault(candidate => Path.IsPathFullyQualified(candidate) && Exists(candidate, looking));

    /// <summary>How to run it so that it speaks English, and to us only.</summary>
    /// <param name="dotnet">Absolute path of the command.</param>
    /// <param name="arguments">What it is given.</param>
    /// <param name="directory">Absolute path of the directory to run it in.</param>
    /// <returns>With its three streams redirected.</returns>
    public static ProcessStartInfo Prepare(string dotnet, IEnumerable<string> arguments, string directory)
    {
        ProcessStartInfo start = new(dotnet, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        CleanEnvironment(start.Environment);
        return start;
    }

    private static bool Exists(string file, Action<Sight, string> looking)
    {
        looking(Sight.File, file);
        return File.Exists(file);
    }

    private static string Variable(string name, Action<Sight, string> looking)
    {
        looking(Sight.Variable, name);
        return Environment.GetEnvironmentVariable(name) ?? "";
    }

    private static IEnumerable<string> Candidates(Action<Sight, string> looking)
    {
        yield return Variable("DOTNET_HOST_PATH", looking);
        if (Path.GetFileName(Environment.ProcessPath) == _name)
        {
            yield return Environment.ProcessPath!;
        }

        string[] folders =
        [
            Variable("DOTNET_ROOT", looking),
            .. Variable("PATH", looking).Split(Path.PathSeparator),
            .. _usualPlaces,
        ];
        foreach (string folder in folders.Where(folder => folder.Length > 0))
        {
            yield return Path.Combine(folder, _name);
        }
    }

    // A build or a test run that we are part of leaves variables that point an inner build to the wrong SDK, or into the outer build.
    private static void CleanEnvironment(IDictionary<string, string?> environment)
    {
        string[] harmful = ["MSBUILD", "VSTEST", "DOTNET_HOST_PATH", "DOTNET_STARTUP_HOOKS", "DOTNET_ADDITIONAL_DEPS", "DOTNET_SHARED_STORE", "DOTNET_TieredPGO", "DOTNET_GC"];
        foreach (string name in environment.Keys.Where(name => harmful.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase))).ToArray())
        {
            environment.Remove(name);
        }

        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        environment["DOTNET_NOLOGO"] = "1";
        environment["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1";
    }
}
