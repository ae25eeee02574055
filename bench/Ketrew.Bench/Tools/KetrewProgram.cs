using System.Diagnostics;

namespace Ketrew.Bench.Tools;

/// <summary>Where the executable of this repository is.</summary>
internal static class KetrewProgram
{
    /// <summary>The root of the repository that this was compiled from.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>An absolute path; the release build is made first when it isn't there.</summary>
    /// <param name="path">Another executable to take; null for that of this repository.</param>
    public static string Find(string? path)
    {
        if (path is not null)
        {
            return Path.GetFullPath(path);
        }

        string program = Path.Combine(Root, "artifacts", "bin", "Ketrew", "release", "ketrew");
        if (!File.Exists(program))
        {
            Build("src/Ketrew");
        }

        return program;
    }

    /// <summary>Makes the release build of a project.</summary>
    /// <param name="project">Relative to <see cref="Root"/>, or absolute.</param>
    /// <param name="folder">Where to put the result; null for where the project puts it.</param>
    /// <exception cref="InvalidOperationException">It doesn't build.</exception>
    public static void Build(string project, string? folder = null)
    {
        string[] place = folder is null ? [] : ["-o", folder];
        ProcessStartInfo start = new("dotnet", ["build", project, "-c", "Release", "--verbosity", "quiet", .. place]) { WorkingDirectory = Root, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        // Standard output is for tables.
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{project} doesn't build:\n{output}");
        }
    }

    private static string FindRoot()
    {
        string directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Ketrew.sln")))
        {
            directory = Path.GetDirectoryName(directory)
                ?? throw new InvalidOperationException($"No directory above {AppContext.BaseDirectory} holds Ketrew.sln.");
        }

        return directory;
    }
}
