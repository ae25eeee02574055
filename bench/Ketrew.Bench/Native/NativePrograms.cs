using System.Diagnostics;
using Ketrew.Bench.Tools;

namespace Ketrew.Bench.Native;

/// <summary>The small C programs beside this file, compiled for one benchmark.</summary>
internal sealed class NativePrograms
{
    private readonly string _folder;

    /// <summary>Compiles all of them.</summary>
    /// <param name="folder">Absolute; is made.</param>
    /// <exception cref="InvalidOperationException">One doesn't compile.</exception>
    public NativePrograms(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        foreach (string source in Directory.EnumerateFiles(Path.Combine(KetrewProgram.Root, "bench", "Ketrew.Bench", "Native"), "*.c"))
        {
            Compile(source);
        }
    }

    /// <summary>Runs a program and says what it took.</summary>
    public string Measure => Path.Combine(_folder, "measure");

    /// <summary>A target's command without a shell.</summary>
    public string Combine => Path.Combine(_folder, "combine");

    /// <summary>Asks for the status of each file of a list.</summary>
    public string StatLoop => Path.Combine(_folder, "stat_loop");

    /// <summary>Starts each command of a list.</summary>
    public string SpawnLoop => Path.Combine(_folder, "spawn_loop");

    private void Compile(string source)
    {
        using Process compiler = Process.Start("gcc", ["-O2", "-o", Path.Combine(_folder, Path.GetFileNameWithoutExtension(source)), source]);
        compiler.WaitForExit();
        if (compiler.ExitCode != 0)
        {
            throw new InvalidOperationException($"{source} doesn't compile.");
        }
    }
}
